using System.Globalization;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.ObjectLock;

static class ObjectLockCalls
{
    /// <summary>A time so many days from now.</summary>
    public static string In(this TestServer server, int days) =>
        server.Now.AddDays(days).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Retention(string mode, string until) =>
        $"<Retention><Mode>{mode}</Mode><RetainUntilDate>{until}</RetainUntilDate></Retention>";

    public static async Task<(S3Client S3, string Bucket)> NewLockingBucketAsync(this TestServer server)
    {
        var s3 = await server.NewS3Async();
        var bucket = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{bucket}", null, ("x-amz-bucket-object-lock-enabled", "true"))).Expect(200);
        return (s3, bucket);
    }

    public static async Task<string> PutAsync(S3Client s3, string bucket, string key, params (string, string)[] headers) =>
        (await s3.PutDocumentAsync($"/{bucket}/{key}", "x", headers)).Expect(200).Header("x-amz-version-id")!;
}
