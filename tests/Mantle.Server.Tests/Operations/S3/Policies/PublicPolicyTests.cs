using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Policies.OpenBuckets;

namespace Mantle.Server.Tests.Operations.S3.Policies;

/// <summary>Block Public Access, and the policies that count as public.</summary>
[Collection(ServerCollection.Name)]
public class PublicPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_new_bucket_blocks_the_public()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var block = (await s3.GetAsync($"/{bucket}?publicAccessBlock")).Expect(200).Xml;
        Assert.Equal(["true", "true", "true", "true"], block.Elements().Select(setting => setting.Value));
        var policy = Everyone(bucket, "\"s3:GetObject\"");
        (await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:root is not authorized to perform: s3:PutBucketPolicy on resource: "
                + $"\"arn:aws:s3:::{bucket}\" because public policies are blocked by the BlockPublicPolicy block public access "
                + $"setting."
        );
        (await s3.GetAsync($"/{bucket}?policy")).Refused(404, "NoSuchBucketPolicy");
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await s3.GetAsync($"/{bucket}?publicAccessBlock")).Refused(
            404,
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"
        );
        (await s3.PutDocumentAsync($"/{bucket}?policy", policy)).Expect(204);
    }

    [Fact]
    public async Task A_restricted_bucket_with_a_public_policy_serves_only_its_own_account()
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        var stranger = s3.As(await (await server.NewAccountAsync()).NewUserAsync("dev", Documents.Allow("s3:*")));
        var member = s3.As(await s3.Client.NewUserAsync("dev"));
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:GetObject\""))).Expect(204);
        (await stranger.GetAsync($"/{bucket}/key")).Expect(200);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?publicAccessBlock",
                "<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
            )
        ).Expect(200);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Refused(403, "AccessDenied");
        (await stranger.GetAsync($"/{bucket}/key")).Refused(403, "AccessDenied");
        (await member.GetAsync($"/{bucket}/key")).Expect(200);
    }

    [Theory]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "false")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}""", "true")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}""", "true")]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", "true")]
    [InlineData("""{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}""", "false")]
    [InlineData("""{"StringLike":{"aws:SourceVpc":"vpc-*"}}""", "true")]
    [InlineData("""{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"}}""", "true")]
    [InlineData("""{"StringLike":{"aws:userid":"AROADBQP57FF2AEXAMPLE:*"}}""", "true")]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}""", "false")]
    [InlineData("""{"StringEquals":{"aws:Referer":"http://example.com/"}}""", "true")]
    public async Task Fixed_values_of_some_keys_make_a_policy_not_public(string condition, string isPublic)
    {
        var s3 = await server.NewS3Async();
        var bucket = await OpenBucketAsync(s3);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Everyone(bucket, "\"s3:GetObject\"", condition: condition))).Expect(204);
        Assert.Equal(isPublic, (await s3.GetAsync($"/{bucket}?policyStatus")).Element("IsPublic"));
    }
}
