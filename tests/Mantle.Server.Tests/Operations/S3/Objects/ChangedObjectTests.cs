using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Store;
using Mantle.Server.Tests.Operations.S3.Acls;
using Mantle.Server.Tests.Support;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>
/// A call acts on the state of an object that it was decided on. Where the object is changed between the decision and the write, the write
/// is decided again.
/// </summary>
[Collection(ServerCollection.Name)]
public class ChangedObjectTests(TestServer server)
{
    const string Tagged = "<Tagging><TagSet><Tag><Key>state</Key><Value>mine</Value></Tag></TagSet></Tagging>";

    [Theory]
    [InlineData("PUT", "key?tagging", "s3:PutObjectTagging", Tagged)]
    [InlineData("DELETE", "key?tagging", "s3:DeleteObjectTagging", null)]
    [InlineData("DELETE", "key", "s3:DeleteObject", null)]
    [InlineData("PUT", "key", "s3:PutObject", "other")]
    public async Task A_write_is_decided_on_the_tags_that_it_overwrites(string method, string target, string action, string? body)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var user = await UserAsync(s3, action);
        var answer = await SendWhileTaggedAsync(
            s3,
            bucket,
            () => body is null ? user.SendAsync(method, $"/{bucket}/{target}") : user.PutDocumentAsync($"/{bucket}/{target}", body)
        );
        answer.Refused(403, "AccessDenied");
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
        Assert.Equal(["final"], (await s3.GetAsync($"/{bucket}/key?tagging")).Expect(200).All("Value"));
    }

    [Fact]
    public async Task DeleteObjects_decides_each_key_on_the_tags_that_it_has_then()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        (await s3.PutAsync($"/{bucket}/other", "data")).Expect(200);
        var user = await UserAsync(s3, "s3:DeleteObject");
        var answer = await SendWhileTaggedAsync(
            s3,
            bucket,
            () =>
                user.SendDocumentAsync(
                    "POST",
                    $"/{bucket}?delete",
                    "<Delete><Object><Key>key</Key></Object><Object><Key>other</Key></Object></Delete>"
                )
        );
        Assert.Equal("other", Assert.Single(answer.Expect(200).Xml.Elements("Deleted")).Element("Key")!.Value);
        Assert.Equal(["AccessDenied"], answer.All("Code"));
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        (await s3.GetAsync($"/{bucket}/other")).Expect(404);
    }

    [Fact]
    public async Task A_slow_put_is_decided_on_the_tags_that_it_overwrites()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var user = await UserAsync(s3, "s3:PutObject");
        var between = new TaskCompletionSource();
        var put = user.PutInHalvesAsync($"/{bucket}/key", "slow data"u8.ToArray(), between.Task);
        await Task.Delay(300);
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tagged.Replace("mine", "final", StringComparison.Ordinal))).Expect(200);
        between.SetResult();
        (await put).Refused(403, "AccessDenied");
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
    }

    [Fact]
    public async Task An_acl_is_set_where_the_tags_allow_it_then()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter");
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var user = await UserAsync(s3, "s3:PutObjectAcl");
        var answer = await SendWhileTaggedAsync(
            s3,
            bucket,
            () => user.SendAsync("PUT", $"/{bucket}/key?acl", null, ("x-amz-acl", "bucket-owner-read"), ("content-md5", MD5OfNothing))
        );
        answer.Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task A_call_sees_one_state_of_an_object()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data", ("x-amz-tagging", "public=yes"))).Expect(200);
        var id = await IdAsync(s3, bucket);
        var call = new S3Call(server.Server.Part<ObjectStore>(), null!);
        var seen = call.See(id, "key", null);
        Assert.True(call.IsAsSeen(id, "other", null, null));
        (await s3.PutAsync($"/{bucket}/key", "secret")).Expect(200);
        Assert.Same(seen, call.See(id, "key", null));
        var present = server.Server.Part<ObjectStore>().Find(id, "key");
        Assert.False(call.IsAsSeen(id, "key", null, present));
        Assert.True(call.IsAsSeen(id, "key", null, present));
        call.LookAgain(id, "key", null);
        Assert.Equal(present!.ETag, call.See(id, "key", null)!.ETag);
    }

    [Fact]
    public async Task A_read_answers_with_what_it_was_decided_on()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "reader",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",
                  "Condition":{"StringEquals":{"s3:ExistingObjectTag/public":"yes"}}}]}
                """
            )
        );
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                (await s3.PutAsync($"/{bucket}/key", "open", ("x-amz-tagging", "public=yes"))).Expect(200);
                (await s3.PutAsync($"/{bucket}/key", "secret")).Expect(200);
            }
        });
        for (var i = 0; i < 300; i++)
            if (await user.GetAsync($"/{bucket}/key") is { Status: System.Net.HttpStatusCode.OK } answer)
                Assert.Equal("open", answer.Text);
        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Data_that_is_missing_is_an_error_and_not_a_wait()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var blob = server.Server.Part<ObjectStore>().Find(await IdAsync(s3, bucket), "key")!.Blob!;
        File.Delete(Path.Combine(server.DataFolder, "objects", blob[..8], blob));
        (await s3.GetAsync($"/{bucket}/key")).Refused(500, "InternalError");
    }

    const string MD5OfNothing = "1B2M2Y8AsgTpgAmY7PhCfg==";

    /// <summary>Sends a request that is decided before the owner tags the object, and that writes after.</summary>
    async Task<S3Answer> SendWhileTaggedAsync(S3Client s3, string bucket, Func<Task<S3Answer>> send)
    {
        var objects = server.Server.Part<ObjectStore>();
        var (begun, sent) = (new TaskCompletionSource(), new ManualResetEventSlim());
        // The store's writer takes one write after another, so the request's has to wait for this one.
        var tagging = objects.UpdateAsync(
            await IdAsync(s3, bucket),
            "key",
            null,
            present =>
            {
                begun.SetResult();
                sent.Wait(TimeSpan.FromSeconds(30));
                return present.Attributes with { Tags = [new Tag("state", "final")] };
            }
        );
        await begun.Task;
        var answer = Task.Run(send);
        await Task.Delay(500);
        sent.Set();
        Assert.NotNull(await tagging);
        return await answer;
    }

    async Task<long> IdAsync(S3Client s3, string bucket) =>
        (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(s3.AccountId)))!.Buckets.Find(bucket)!.Id;

    static async Task<S3Client> UserAsync(S3Client s3, string action) =>
        s3.As(
            await s3.Client.NewUserAsync(
                "writer",
                $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{{action}}}","Resource":"*"},
                  {"Effect":"Deny","Action":"{{{action}}}","Resource":"*",
                   "Condition":{"StringEquals":{"s3:ExistingObjectTag/state":"final"} } }]}
                """
            )
        );
}
