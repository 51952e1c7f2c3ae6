namespace Mantle.Server.Tests.Operations.S3.Policies;

/// <summary>Buckets that everyone may use.</summary>
static class OpenBuckets
{
    /// <summary>A policy that allows everyone the actions.</summary>
    public static string Everyone(string bucket, string actions, string resource = "/*", string condition = "{}") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":[{{actions}}],
             "Resource":"arn:aws:s3:::{{bucket}}{{resource}}","Condition":{{condition}}}]}
            """;

    /// <summary>A bucket whose policy may be public, with the object <c>key</c>.</summary>
    public static async Task<string> OpenBucketAsync(S3Client s3)
    {
        var bucket = await s3.NewBucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        return bucket;
    }
}
