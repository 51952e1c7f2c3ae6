using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3Control.AccessPointCalls;

namespace Mantle.Server.Tests.Operations.S3Control;

/// <summary>Who may use an access point.</summary>
[Collection(ServerCollection.Name)]
public class AccessPointAccessTests(TestServer server)
{
    /// <summary>Names are in lower case. In another case they find nothing, as a denial would name something else.</summary>
    [Fact]
    public async Task A_name_is_found_to_the_letter_only()
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        await owner.NewAccessPointAsync("point", bucket);
        var granted = PolicyOf(Statement("""{"AWS":"*"}""", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\""));
        foreach (
            var (method, path) in new[]
            {
                ("GET", "POINT"),
                ("GET", "POINT/policy"),
                ("GET", "POINT/policyStatus"),
                ("DELETE", "POINT/policy"),
                ("DELETE", "POINT"),
            }
        )
            (await owner.ControlAsync(method, $"accesspoint/{path}")).Refused(404, "NoSuchAccessPoint");
        (await owner.PutAccessPointPolicyAsync("POINT", granted)).Refused(404, "NoSuchAccessPoint");
        (await owner.ControlAsync("GET", "accesspoint/point")).Expect(200);
    }

    [Fact]
    public async Task The_access_point_and_its_bucket_must_both_allow()
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var user = owner.As(await owner.Client.NewUserAsync("jane"));
        var key = $"/{alias}/dir/key";
        var granted = PolicyOf(
            Statement(
                $$"""{"AWS":"arn:aws:iam::{{owner.AccountId}}:user/jane"}""",
                "\"s3:GetObject\"",
                $"\"{Arn(owner, "point")}/object/dir/*\""
            )
        );
        (await user.GetAsync(key)).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{owner.AccountId}:user/jane is not authorized to perform: s3:GetObject on resource: "
                + $"\"{Arn(owner, "point")}/object/dir/key\" because no identity-based policy allows the s3:GetObject action"
        );
        // The access point allows it, the bucket not yet.
        (await owner.PutAccessPointPolicyAsync("point", granted)).Expect(200);
        var barred = (await user.GetAsync(key)).Refused(403, "AccessDenied");
        Assert.Contains($"\"arn:aws:s3:::{bucket}/dir/key\"", barred.Message, StringComparison.Ordinal);
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, owner.AccountId))).Expect(204);
        (await user.GetAsync(key)).Expect(200);
        // Only through the access point, and only the actions that it allows.
        (await user.GetAsync($"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await user.PutAsync(key, "x")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{alias}")).Refused(403, "AccessDenied");
        // An identity policy on the access point works as well as the access point's own policy.
        (await owner.ControlAsync("DELETE", "accesspoint/point/policy")).Expect(204);
        (await user.GetAsync(key)).Refused(403, "AccessDenied");
        var other = owner.As(await owner.Client.NewUserAsync("joe", Documents.Allow("s3:GetObject", $"{Arn(owner, "point")}/object/*")));
        (await other.GetAsync(key)).Expect(200);
        // A deny of either side wins.
        (
            await owner.PutAccessPointPolicyAsync(
                "point",
                PolicyOf(Statement("\"*\"", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\"", effect: "Deny"))
            )
        ).Expect(200);
        (await other.GetAsync(key)).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task A_bucket_policy_lets_nobody_in_but_through_access_points()
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var user = owner.As(await owner.Client.NewUserAsync("dev", Documents.Allow("s3:*")));
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                PolicyOf(
                    Statement(
                        "\"*\"",
                        "\"s3:GetObject\"",
                        $"\"arn:aws:s3:::{bucket}/*\"",
                        $$"""
                        {"ArnNotLikeIfExists":{"s3:DataAccessPointArn":"arn:aws:s3:*:{{owner.AccountId}}:accesspoint/*"},
                         "StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"} }
                        """,
                        "Deny"
                    )
                )
            )
        ).Expect(204);
        (await user.GetAsync($"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{alias}/dir/key")).Expect(200);
    }

    [Fact]
    public async Task Another_account_comes_in_where_its_own_side_the_access_point_and_the_bucket_allow_it()
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var guest = await server.NewS3Async();
        var user = guest.As(await guest.Client.NewUserAsync("dev", Documents.Allow("s3:GetObject", $"{Arn(owner, "point")}/object/*")));
        var key = $"/{alias}/dir/key";
        (await user.GetAsync(key)).Refused(403, "AccessDenied", "Access Denied");
        (
            await owner.PutAccessPointPolicyAsync(
                "point",
                PolicyOf(Statement($$"""{"AWS":"{{guest.AccountId}}"}""", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\""))
            )
        ).Expect(200);
        (await user.GetAsync(key)).Refused(403, "AccessDenied");
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, owner.AccountId))).Expect(204);
        (await user.GetAsync(key)).Expect(200);
        var without = guest.As(await guest.Client.NewUserAsync("nobody"));
        (await without.GetAsync(key)).Refused(403, "AccessDenied");
        var denied = guest.As(
            await guest.Client.NewUserAsync(
                "denied",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                 {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        );
        (await denied.GetAsync(key)).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task An_access_point_to_another_account_s_bucket_needs_that_bucket_s_policy()
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        var guest = await server.NewS3Async();
        (
            await guest.ControlAsync(
                "PUT",
                "accesspoint/far",
                $"<CreateAccessPointRequest><Bucket>{bucket}</Bucket></CreateAccessPointRequest>"
            )
        ).Refused(400, "InvalidRequest");
        var alias = await guest.NewAccessPointAsync("far", bucket, $"<BucketAccountId>{owner.AccountId}</BucketAccountId>");
        (await guest.GetAsync($"/{alias}/dir/key")).Refused(403, "AccessDenied");
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, guest.AccountId))).Expect(204);
        Assert.Equal("data", (await guest.GetAsync($"/{alias}/dir/key")).Expect(200).Text);
        // A later bucket with the same name is another bucket.
        (await owner.SendAsync("DELETE", $"/{bucket}/dir/key")).Expect(204);
        (await owner.SendAsync("DELETE", $"/{bucket}")).Expect(204);
        (await owner.SendAsync("PUT", $"/{bucket}")).Expect(200);
        (await guest.GetAsync($"/{alias}/dir/key")).Refused(404, "NoSuchBucket");
    }
}
