using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.IamToolbox;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>What an account learns of a denial that concerns another one's resource.</summary>
[Collection(ServerCollection.Name)]
public class DenialVisibilityTests(TestServer server)
{
    [Fact]
    public async Task A_role_of_another_account_is_explained_the_same_whether_or_not_it_exists()
    {
        var owner = await server.NewAccountAsync();
        var home = await server.NewAccountAsync();
        var user = await home.NewUserAsync("dev");
        await owner.NewRoleAsync("there");
        await owner.Iam("TagRole", ("RoleName", "there"), ("Tags.member.1.Key", "secret"), ("Tags.member.1.Value", "plan"));
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "there"), ("PolicyDocument", Documents.Trust(home.Arn("user/dev"))));
        var texts = new List<string>();
        foreach (var name in new[] { "there", "gone" })
        {
            var denied = await user.SendAsync(
                "sts",
                "AssumeRole",
                ("RoleArn", owner.Arn("role/" + name)),
                ("RoleSessionName", "session"),
                ("Tags.member.1.Key", "team"),
                ("Tags.member.1.Value", "blue")
            );
            var id = denied.AuthorizationId();
            var explained = (await home.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
            var details = (await home.DetailsAsync(id)).GetRawText();
            texts.Add(Regex.Replace((explained + details).Replace(name, "NAME", StringComparison.Ordinal), IdsAndTimes, ""));
            Assert.DoesNotContain("secret", explained + details, StringComparison.Ordinal);
            Assert.DoesNotContain("RoleTrustPolicy", explained, StringComparison.Ordinal);
            Assert.Equal(owner.AccountId, JsonDocument.Parse(explained).RootElement.GetProperty("otherAccounts")[0].GetString());
        }
        Assert.Equal(texts[0], texts[1]);
    }

    /// <summary>Authorization ids, request ids, moments.</summary>
    const string IdsAndTimes = """[0-9a-z]{25}|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:]+Z|"\d{10}"|inline:[0-9a-f]{16}""";

    [Fact]
    public async Task The_owner_sees_its_own_side_and_not_the_callers()
    {
        var owner = await server.NewAccountAsync();
        var home = await server.NewAccountAsync();
        await owner.NewRoleAsync("target");
        var user = await home.NewUserAsync("dev", Documents.Allow("sts:*"));
        await home.Iam("TagUser", ("UserName", "dev"), ("Tags.member.1.Key", "hidden"), ("Tags.member.1.Value", "value"));
        var denied = await user.SendAsync("sts", "AssumeRole", ("RoleArn", owner.Arn("role/target")), ("RoleSessionName", "session"));
        var text = (await owner.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", denied.AuthorizationId()))).Text("Explanation");
        var access = JsonDocument.Parse(text).RootElement.GetProperty("accesses")[0];
        var layer = Assert.Single(access.GetProperty("layers").EnumerateArray());
        Assert.Equal(("RoleTrustPolicy", "implicitDeny"), (layer.Text("layer"), layer.Text("outcome")));
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Equal(
            "aws:CurrentTime aws:EpochTime aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService aws:PrincipalType "
                + "aws:RequestedRegion aws:SecureTransport aws:ViaAWSService aws:userid",
            string.Join(
                ' ',
                access
                    .GetProperty("context")
                    .EnumerateObject()
                    .Select(key => key.Name)
                    .Where(key =>
                        key.StartsWith("aws:", StringComparison.Ordinal) && !key.StartsWith("aws:Resource", StringComparison.Ordinal)
                    )
                    .Order(StringComparer.Ordinal)
            )
        );
        var stranger = await server.NewAccountAsync();
        await stranger.RefusedAsync("NoSuchEntity", null, "mantle", "ExplainDenial", ("AuthorizationId", denied.AuthorizationId()));
    }

    [Fact]
    public async Task A_bucket_of_another_account_keeps_its_policy_and_its_tags()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var policy = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Hidden","Effect":"Allow","Principal":"*","Action":"s3:GetObject",
             "Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringEquals":{"s3:ExistingObjectTag/color":"red"}}}]}
            """.Replace("BUCKET", bucket, StringComparison.Ordinal);
        await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock");
        (
            await s3.SendDocumentAsync(
                "PUT",
                $"/{bucket}/key?tagging",
                "<Tagging><TagSet><Tag><Key>color</Key><Value>blue</Value></Tag></TagSet></Tagging>"
            )
        ).Expect(200);
        (await s3.SendDocumentAsync("PUT", $"/{bucket}?policy", policy)).Expect(204);
        var home = await server.NewAccountAsync();
        var user = s3.As(await home.NewUserAsync("dev", Documents.Allow("s3:*")));
        var refused = await user.GetAsync($"/{bucket}/key");
        var id = refused.Header("x-mantle-authorization-id")!;
        var seen = (await home.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
        Assert.DoesNotContain("Hidden", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ExistingObjectTag", seen, StringComparison.Ordinal);
        var own = (await s3.Client.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
        var miss = JsonDocument.Parse(own).RootElement.GetProperty("accesses")[0].GetProperty("nearMisses")[0];
        var condition = miss.GetProperty("conditions")[0];
        Assert.Equal(("Hidden", "blue"), (miss.Text("sid"), condition.GetProperty("had")[0].GetString()));
    }
}
