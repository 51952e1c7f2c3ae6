using Mantle.Core.Storage;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Mantle.Server.Tests.Operations.S3.Lifecycle;

/// <summary>Rules whose age no date can express never fall due, and a rule that fails is no other rule's failure.</summary>
[Collection(ServerCollection.Name)]
public class FarLifecycleTests(TestServer server)
{
    static Task<S3Answer> PutAsync(S3Client s3, string bucket, string rule) =>
        s3.PutDocumentAsync(
            $"/{bucket}?lifecycle",
            $"<LifecycleConfiguration><Rule><ID>r</ID><Filter/><Status>Enabled</Status>{rule}</Rule></LifecycleConfiguration>"
        );

    static Task RunAsync(TestServer own) =>
        new LifecycleRun(own.Server.Part<ObjectStore>(), own.Server.Part<Ledger>(), own.Clock.GetUtcNow()).RunAsync(
            TestContext.Current.CancellationToken
        );

    [Theory]
    [InlineData("2914000")]
    [InlineData("2147483647")]
    public async Task An_object_of_a_rule_beyond_the_last_date_is_put_read_and_copied_without_an_expiration(string days)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await PutAsync(s3, bucket, $"<Expiration><Days>{days}</Days></Expiration>")).Expect(200);
        var put = (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var got = (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        var head = (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(200);
        var copied = (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/key"))).Expect(200);
        Assert.All([put, got, head, copied], answer => Assert.Null(answer.Header("x-amz-expiration")));
    }

    [Fact]
    public async Task The_last_date_that_there_is_is_told()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var days = (DateTime.MaxValue.Date - server.Now.UtcDateTime.Date).Days;
        (await PutAsync(s3, bucket, $"<Expiration><Days>{days - 1}</Days></Expiration>")).Expect(200);
        var told = (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200).Header("x-amz-expiration");
        Assert.Contains("expiry-date=\"Fri, 31 Dec 9999 00:00:00 GMT\"", told, StringComparison.Ordinal);
        (await PutAsync(s3, bucket, $"<Expiration><Days>{days}</Days></Expiration>")).Expect(200);
        Assert.Null((await s3.PutAsync($"/{bucket}/key", "x")).Expect(200).Header("x-amz-expiration"));
    }

    [Fact]
    public async Task An_upload_that_is_aborted_after_the_last_date_has_no_date()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        const string Rule =
            "<AbortIncompleteMultipartUpload><DaysAfterInitiation>2147483647</DaysAfterInitiation></AbortIncompleteMultipartUpload>";
        (await PutAsync(s3, bucket, Rule)).Expect(200);
        var begun = (await s3.SendAsync("POST", $"/{bucket}/key?uploads")).Expect(200);
        Assert.Equal((null, null), (begun.Header("x-amz-abort-date"), begun.Header("x-amz-abort-rule-id")));
    }

    [Theory]
    [InlineData("<Expiration><Days>2147483647</Days></Expiration>")]
    [InlineData("<NoncurrentVersionExpiration><NoncurrentDays>2147483647</NoncurrentDays></NoncurrentVersionExpiration>")]
    [InlineData("<Transition><Days>2147483647</Days><StorageClass>GLACIER</StorageClass></Transition>")]
    [InlineData(
        "<NoncurrentVersionTransition><NoncurrentDays>2147483647</NoncurrentDays><StorageClass>GLACIER</StorageClass>"
            + "</NoncurrentVersionTransition>"
    )]
    [InlineData("<AbortIncompleteMultipartUpload><DaysAfterInitiation>2147483647</DaysAfterInitiation></AbortIncompleteMultipartUpload>")]
    public async Task The_daily_run_passes_over_a_rule_beyond_the_last_date(string rule)
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var (s3, bucket) = await own.NewS3BucketAsync();
        const string Versioned = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        (await s3.PutDocumentAsync($"/{bucket}?versioning", Versioned)).Expect(200);
        for (var i = 0; i < 2; i++)
            (await s3.PutAsync($"/{bucket}/key", new string('x', 200_000))).Expect(200);
        (await s3.SendAsync("POST", $"/{bucket}/upload?uploads")).Expect(200);
        (await PutAsync(s3, bucket, rule)).Expect(200);
        own.Clock.Advance(TimeSpan.FromDays(400));
        await RunAsync(own);
        var listed = (await s3.GetAsync($"/{bucket}?versions")).Expect(200);
        Assert.Equal(["STANDARD", "STANDARD"], listed.All("StorageClass"));
        Assert.Single((await s3.GetAsync($"/{bucket}?uploads")).All("UploadId"));
    }

    [Fact]
    public async Task A_rule_that_fails_does_not_end_the_run_of_the_others()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var buckets = new List<(S3Client S3, string Bucket)>();
        for (var i = 0; i < 3; i++)
        {
            var (s3, bucket) = await own.NewS3BucketAsync();
            (await s3.PutAsync($"/{bucket}/key-{i}", "x")).Expect(200);
            (await PutAsync(s3, bucket, "<Expiration><Days>1</Days></Expiration>")).Expect(200);
            buckets.Add((s3, bucket));
        }
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(own.DataFolder, "objects.db")};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var damage = database.CreateCommand();
            damage.CommandText = "UPDATE objects SET attributes = X'00' WHERE key = CAST('key-1' AS BLOB)";
            Assert.Equal(1, await damage.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }
        own.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(own);
        foreach (var i in new[] { 0, 2 })
            (await buckets[i].S3.GetAsync($"/{buckets[i].Bucket}/key-{i}")).Refused(404, "NoSuchKey");
    }

    [Theory]
    [InlineData("NoncurrentDays", "-1")]
    [InlineData("NoncurrentDays", "-2147483648")]
    public async Task A_negative_age_is_refused(string element, string days)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (
            await PutAsync(
                s3,
                bucket,
                $"<NoncurrentVersionTransition><{element}>{days}</{element}><StorageClass>GLACIER</StorageClass>"
                    + "</NoncurrentVersionTransition>"
            )
        ).Refused(400, "InvalidArgument");
    }
}
