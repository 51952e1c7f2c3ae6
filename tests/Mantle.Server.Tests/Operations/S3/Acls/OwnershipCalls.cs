using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Acls;

static class OwnershipCalls
{
    public static string Controls(string ownership) =>
        $"<OwnershipControls><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>";

    /// <summary>The root user of a new account, and a bucket of it with this ownership of objects.</summary>
    public static async Task<(S3Client S3, string Bucket)> NewOwnedBucketAsync(
        this TestServer server,
        string ownership,
        bool isPublic = false
    )
    {
        var s3 = await server.NewS3Async();
        var bucket = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{bucket}", null, ("x-amz-object-ownership", ownership))).Expect(200);
        if (isPublic)
            (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        return (s3, bucket);
    }
}
