using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

static class UploadForms
{
    /// <summary>The root user of a new account, a bucket of it, and an empty form for that.</summary>
    public static async Task<(S3Client S3, string Bucket, UploadForm Form)> NewFormAsync(this TestServer server)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        return (s3, bucket, new UploadForm(s3, bucket));
    }
}
