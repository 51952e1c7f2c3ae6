using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Buckets;

[Collection(ServerCollection.Name)]
public class HeadBucketTests(TestServer server)
{
    [Fact]
    public async Task Errors_have_no_body_and_every_answer_names_its_request()
    {
        var s3 = await server.NewS3Async();
        var missing = (await s3.SendAsync("HEAD", $"/{S3Client.NewBucketName()}")).Expect(404);
        Assert.Empty(missing.Body);
        Assert.NotNull(missing.Header("x-amz-request-id"));
        Assert.NotNull(missing.Header("x-amz-id-2"));
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_there_but_denied()
    {
        var name = await (await server.NewS3Async()).NewBucketAsync();
        var stranger = await server.NewS3Async();
        (await stranger.SendAsync("HEAD", $"/{name}")).Expect(403);
        (await stranger.GetAsync($"/{name}")).Refused(403, "AccessDenied", "Access Denied");
        (await stranger.PutAsync($"/{name}/key", "x")).Refused(403, "AccessDenied", "Access Denied");
        (await stranger.SendAsync("DELETE", $"/{name}")).Refused(403, "AccessDenied", "Access Denied");
    }

    [Fact]
    public async Task The_expected_owner_must_be_the_owner()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        (await s3.SendAsync("HEAD", $"/{name}", null, ("x-amz-expected-bucket-owner", s3.AccountId))).Expect(200);
        (await s3.SendAsync("HEAD", $"/{name}", null, ("x-amz-expected-bucket-owner", "111122223333"))).Expect(403);
    }

    [Fact]
    public async Task What_is_not_there_yet_says_so()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        (await s3.GetAsync($"/{name}?abac")).Refused(501, "NotImplemented");
        (await s3.SendAsync("DELETE", $"/{name}?versioning")).Refused(405, "MethodNotAllowed");
        (await s3.SendAsync("PATCH", $"/{name}")).Refused(
            405,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource."
        );
        (await s3.SendAsync("HEAD", $"/{name}")).Expect(200);
    }
}
