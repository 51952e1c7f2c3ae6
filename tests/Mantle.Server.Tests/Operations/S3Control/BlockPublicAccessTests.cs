using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3Control.AccessPointCalls;

namespace Mantle.Server.Tests.Operations.S3Control;

/// <summary>Block Public Access of access points and accounts.</summary>
[Collection(ServerCollection.Name)]
public class BlockPublicAccessTests(TestServer server)
{
    [Fact]
    public async Task Block_Public_Access_of_the_point_and_of_the_account_count()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, s3.AccountId))).Expect(204);
        var everyone = Statement("\"*\"", "\"s3:GetObject\"", "\"RESOURCE/object/*\"");
        await s3.NewAccessPointAsync("blocked", bucket);
        (
            await s3.PutAccessPointPolicyAsync(
                "blocked",
                PolicyOf(everyone.Replace("RESOURCE", Arn(s3, "blocked"), StringComparison.Ordinal))
            )
        ).Refused(403, "AccessDenied");
        var alias = await s3.NewAccessPointAsync(
            "open",
            bucket,
            $"<PublicAccessBlockConfiguration>{ControlClient.Block(false)}</PublicAccessBlockConfiguration>"
        );
        (
            await s3.PutAccessPointPolicyAsync("open", PolicyOf(everyone.Replace("RESOURCE", Arn(s3, "open"), StringComparison.Ordinal)))
        ).Expect(200);
        Assert.Equal("true", (await s3.ControlAsync("GET", "accesspoint/open/policyStatus")).Element("IsPublic"));
        Assert.Equal("data", (await s3.SendUnsignedAsync("GET", $"/{alias}/dir/key")).Expect(200).Text);
        (
            await s3.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                "<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        (await s3.SendUnsignedAsync("GET", $"/{alias}/dir/key")).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{alias}/dir/key")).Expect(200);
    }

    [Fact]
    public async Task The_account_s_Block_Public_Access_counts_for_every_bucket()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        (await s3.ControlAsync("GET", "configuration/publicAccessBlock")).Refused(
            404,
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"
        );
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        var open = PolicyOf(Statement("\"*\"", "\"s3:GetObject\"", $"\"arn:aws:s3:::{bucket}/*\""));
        (await s3.PutDocumentAsync($"/{bucket}?policy", open)).Expect(204);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Expect(200);

        (
            await s3.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                $"<PublicAccessBlockConfiguration>{ControlClient.Block(true)}</PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        Assert.Equal(
            "true",
            (await s3.ControlAsync("GET", "configuration/publicAccessBlock")).Expect(200).Element("RestrictPublicBuckets")
        );
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await s3.PutDocumentAsync($"/{bucket}?policy", open)).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{bucket}/dir/key")).Expect(200);
        // The bucket's own settings are what they were.
        (await s3.GetAsync($"/{bucket}?publicAccessBlock")).Refused(404, "NoSuchPublicAccessBlockConfiguration");

        (await s3.ControlAsync("DELETE", "configuration/publicAccessBlock")).Expect(204);
        (await s3.ControlAsync("DELETE", "configuration/publicAccessBlock")).Expect(204);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Expect(200);
    }
}
