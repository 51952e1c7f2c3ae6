using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Versioning;

static class VersioningCalls
{
    public static async Task SetAsync(S3Client s3, string bucket, string status) =>
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                $"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>"
            )
        ).Expect(200);

    public static async Task<(S3Client S3, string Bucket)> NewAsync(TestServer server)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        await SetAsync(s3, bucket, "Enabled");
        return (s3, bucket);
    }

    public static async Task<string> PutAsync(S3Client s3, string target, string body) =>
        (await s3.PutAsync(target, body)).Expect(200).Header("x-amz-version-id")!;
}
