using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Buckets;

[Collection(ServerCollection.Name)]
public class DeleteBucketTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_bucket_is_gone_and_its_name_is_free()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        (await s3.SendAsync("DELETE", $"/{name}")).Expect(204);
        (await s3.GetAsync($"/{name}")).Refused(404, "NoSuchBucket", "The specified bucket does not exist");
        Assert.Empty((await s3.GetAsync("/")).All("Name"));
        (await (await server.NewS3Async()).SendAsync("PUT", $"/{name}")).Expect(200);
    }

    [Fact]
    public async Task A_bucket_with_an_object_is_kept()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{name}/key", "x")).Expect(200);
        var refused = (await s3.SendAsync("DELETE", $"/{name}")).Refused(
            409,
            "BucketNotEmpty",
            "The bucket you tried to delete is not empty"
        );
        Assert.Equal(name, refused.Element("BucketName"));
        Assert.Equal("x", (await s3.GetAsync($"/{name}/key")).Text);
    }

    [Fact]
    public async Task Uploads_under_way_go_with_their_bucket()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        var upload = (await s3.SendAsync("POST", $"/{name}/key?uploads")).Element("UploadId");
        (await s3.PutAsync($"/{name}/key?partNumber=1&uploadId={upload}", "part")).Expect(200);
        (await s3.SendAsync("DELETE", $"/{name}")).Expect(204);
        (await s3.SendAsync("PUT", $"/{name}")).Expect(200);
        Assert.Empty((await s3.GetAsync($"/{name}?uploads")).Expect(200).All("UploadId"));
    }

    [Fact]
    public async Task An_object_is_never_acknowledged_in_a_bucket_that_is_gone()
    {
        var s3 = await server.NewS3Async();
        for (var round = 0; round < 20; round++)
        {
            var name = await s3.NewBucketAsync();
            var puts = Enumerable.Range(0, 8).Select(i => s3.PutAsync($"/{name}/{i}", "x")).ToList();
            var deleted = await s3.SendAsync("DELETE", $"/{name}");
            var answers = await Task.WhenAll(puts);
            var acknowledged = answers.Count(answer => (int)answer.Status == 200);
            if ((int)deleted.Status == 204)
            {
                Assert.Equal(0, acknowledged);
                Assert.All(answers, answer => Assert.Equal("NoSuchBucket", answer.Code));
            }
            else
            {
                deleted.Refused(409, "BucketNotEmpty");
                Assert.Equal(8, acknowledged);
                Assert.Equal(8, (await s3.GetAsync($"/{name}?list-type=2")).All("Key").Count);
            }
        }
    }

    [Fact]
    public async Task Deleting_needs_the_permission()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        var user = s3.As(await s3.Client.NewUserAsync("reader", Documents.Allow("s3:List*")));
        (await user.SendAsync("DELETE", $"/{name}")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/reader is not authorized to perform: s3:DeleteBucket on resource: "
                + $"\"arn:aws:s3:::{name}\" because no identity-based policy allows the s3:DeleteBucket action"
        );
        (await s3.SendAsync("HEAD", $"/{name}")).Expect(200);
    }
}
