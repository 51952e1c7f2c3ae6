using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3Control;

/// <summary>Helpers for tests of access points.</summary>
static class AccessPointCalls
{
    /// <summary>A bucket with the object <c>dir/key</c>.</summary>
    public static async Task<(S3Client S3, string Bucket)> NewFilledBucketAsync(this TestServer server)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/dir/key", "data")).Expect(200);
        return (s3, bucket);
    }

    public static string Arn(S3Client s3, string name) => $"arn:aws:s3:us-east-1:{s3.AccountId}:accesspoint/{name}";

    public static string Statement(string principal, string actions, string resource, string condition = "{}", string effect = "Allow") =>
        $$"""
            {"Effect":"{{effect}}","Principal":{{principal}},"Action":[{{actions}}],"Resource":[{{resource}}],"Condition":{{condition}}}
            """;

    public static string PolicyOf(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    /// <summary>The bucket policy that AWS recommends: it delegates to the account's access points.</summary>
    public static string Delegation(string bucket, string account) =>
        PolicyOf(
            Statement(
                """{"AWS":"*"}""",
                "\"*\"",
                $"\"arn:aws:s3:::{bucket}\",\"arn:aws:s3:::{bucket}/*\"",
                $$"""{"StringEquals":{"s3:DataAccessPointAccount":"{{account}}"} }"""
            )
        );
}
