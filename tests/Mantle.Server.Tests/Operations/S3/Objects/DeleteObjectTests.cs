using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class DeleteObjectTests(TestServer server)
{
    [Fact]
    public async Task Deleting_is_the_same_whether_or_not_there_is_an_object()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    [Fact]
    public async Task A_delete_can_depend_on_what_is_there()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var etag = (await s3.PutAsync($"/{bucket}/key", "x")).Header("ETag")!;
        (await s3.SendAsync("DELETE", $"/{bucket}/key", null, ("if-match", "\"other\""))).Refused(412, "PreconditionFailed");
        (await s3.SendAsync("DELETE", $"/{bucket}/key", null, ("if-match", etag))).Expect(204);
    }

    [Fact]
    public async Task Deleting_needs_the_permission_on_that_key()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var user = s3.As(await s3.Client.NewUserAsync("tidy", Documents.Allow("s3:DeleteObject", $"arn:aws:s3:::{bucket}/own/*")));
        (await user.SendAsync("DELETE", $"/{bucket}/own/key")).Expect(204);
        (await user.SendAsync("DELETE", $"/{bucket}/key")).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }
}
