using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>
/// S3 selects operations by query parameters. A write with one that its operation does not have is another operation, and touches nothing.
/// </summary>
[Collection(ServerCollection.Name)]
public class UnknownParameterTests(TestServer server)
{
    [Theory]
    [InlineData("DELETE", "/key?annotation&annotationName=a")]
    [InlineData("PUT", "/key?annotation&annotationName=a")]
    [InlineData("GET", "/key?annotation")]
    [InlineData("GET", "/key?annotation&annotationName=a")]
    [InlineData("DELETE", "/key?notes&noteName=a")]
    [InlineData("PUT", "/key?notes")]
    [InlineData("POST", "/key?notes")]
    [InlineData("PUT", "?metadataAnnotationTable")]
    [InlineData("DELETE", "/key?versionid=null")]
    [InlineData("DELETE", "/key?Tagging")]
    [InlineData("PUT", "/key?tagging&versionid=null")]
    [InlineData("DELETE", "?Policy=")]
    [InlineData("DELETE", "?notes=")]
    [InlineData("POST", "?delete&notes")]
    public async Task A_write_that_says_more_than_its_operation_has_is_refused(string method, string target)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data", ("x-amz-tagging", "a=b"))).Expect(200);
        var answer = await s3.SendDocumentAsync(method, $"/{bucket}{target}", "<Tagging><TagSet/></Tagging>");
        Assert.Equal(method == "POST" && target.StartsWith("/key", StringComparison.Ordinal) ? 405 : 501, (int)answer.Status);
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
        Assert.Equal(["b"], (await s3.GetAsync($"/{bucket}/key?tagging")).Expect(200).All("Value"));
    }

    [Fact]
    public async Task A_bucket_is_not_made_by_an_operation_on_a_part_of_it()
    {
        var s3 = await server.NewS3Async();
        var bucket = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{bucket}?metadataAnnotationTable")).Refused(501, "NotImplemented");
        (await s3.SendAsync("HEAD", $"/{bucket}")).Expect(404);
    }

    /// <summary>SDKs send <c>x-id</c>; what begins with <c>x-</c> is for the access log.</summary>
    [Fact]
    public async Task What_clients_add_is_ignored()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key?x-id=PutObject&x-user=johndoe", "data")).Expect(200);
        (
            await s3.SendPresignedAsync(
                "PUT",
                $"/{bucket}/key",
                "x-id=PutObject&X-Team=a&x-amz-acl=private",
                TimeSpan.FromMinutes(1),
                "data"u8.ToArray()
            )
        ).Expect(200);
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/key?cache=1&other")).Expect(200).Text);
        (await s3.SendAsync("DELETE", $"/{bucket}/key?x-id=DeleteObject")).Expect(204);
    }

    [Theory]
    [InlineData("PUT", "/key?versionId=null", "null")]
    [InlineData("PUT", "/key?versionId=", "")]
    [InlineData("POST", "/key?uploads&versionId=abc", "abc")]
    [InlineData("PUT", "/key?partNumber=1&uploadId=a&versionId=abc", "abc")]
    [InlineData("POST", "/key?uploadId=a&versionId=abc", "abc")]
    [InlineData("DELETE", "?versionId=abc", "abc")]
    [InlineData("GET", "?versionId=abc", "abc")]
    public async Task A_version_is_refused_where_the_operation_has_none(string method, string target, string value)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var answer = (await s3.SendAsync(method, $"/{bucket}{target}", method == "PUT" ? "x"u8.ToArray() : null)).Refused(
            400,
            "InvalidArgument",
            "This operation does not accept a version-id."
        );
        Assert.Equal(("versionId", value), (answer.Element("ArgumentName"), answer.Element("ArgumentValue")));
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }
}
