using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3;

static class S3Clients
{
    /// <summary>The root user of a new account.</summary>
    public static async Task<S3Client> NewS3Async(this TestServer server) => new(await server.NewAccountAsync(), server.Clock);

    /// <summary>The root user of a new account, and a bucket of it.</summary>
    public static async Task<(S3Client S3, string Bucket)> NewS3BucketAsync(this TestServer server)
    {
        var s3 = await server.NewS3Async();
        return (s3, await s3.NewBucketAsync());
    }
}
