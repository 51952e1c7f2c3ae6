using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The parts of a token that the session and the trail keep.</summary>
[Collection(FederationCollection.Name)]
public class WebIdentitySessionTests(FederationServer server)
{
    [Fact]
    public async Task The_session_keeps_its_provider_and_what_identifies_the_subject()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var answer = await root.WebOkAsync(role, issuer.Token(server.Now, With("email", "me@example.com")));
        var session = root.Session(answer);
        async Task<bool> MayListAsync(string condition)
        {
            await root.Iam(
                "PutRolePolicy",
                ("RoleName", "web"),
                ("PolicyName", "p"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", condition))
            );
            return (await session.SendAsync("iam", "ListUsers")).Code is null;
        }
        Assert.True(
            await MayListAsync(
                $$$"""
                {"StringEquals":{"{{{issuer.Name}}}:sub":"system:serviceaccount:default:app",
                 "{{{issuer.Name}}}:aud":"sts.amazonaws.com"}}
                """
            )
        );
        Assert.True(
            await MayListAsync($$$"""{"StringEquals":{"aws:FederatedProvider":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"}}""")
        );
        Assert.False(await MayListAsync($$$"""{"StringEquals":{"{{{issuer.Name}}}:email":"me@example.com"}}"""));
    }

    [Fact]
    public async Task Tags_and_source_identity_of_the_token_take_permissions_of_their_own()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var provider = root.Arn($"oidc-provider/{issuer.Name}");
        var tagged = issuer.Token(
            server.Now,
            With(
                "https://aws.amazon.com/tags",
                JsonNode.Parse("""{"principal_tags":{"Team":["blue"],"Stage":["test"]},"transitive_tag_keys":["Team"]}""")
            )
        );
        var flat = issuer.Token(
            server.Now,
            claims =>
                (claims["https://aws.amazon.com/tags/principal_tags/Team"], claims["https://aws.amazon.com/tags/transitive_tag_keys"]) = (
                    "blue",
                    new JsonArray("Team")
                )
        );
        var sourced = issuer.Token(server.Now, With("https://aws.amazon.com/source_identity", "alice"));
        await root.WebRefusedAsync(role, tagged, "AccessDenied", "Not authorized to perform sts:TagSession");
        await root.WebRefusedAsync(role, sourced, "AccessDenied", "Not authorized to perform sts:SetSourceIdentity");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "web"),
            (
                "PolicyDocument",
                Trust(
                    provider,
                    """
                    {"StringEqualsIfExists":{"aws:RequestTag/Team":"blue","sts:SourceIdentity":"alice"},
                     "ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["Team"]}}
                    """,
                    "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\""
                )
            )
        );
        var answer = await root.WebOkAsync(role, tagged);
        Assert.True(int.Parse(answer.Text("PackedPolicySize"), System.Globalization.CultureInfo.InvariantCulture) > 0);
        await root.WebOkAsync(role, flat);
        Assert.Equal("alice", (await root.WebOkAsync(role, sourced)).Text("SourceIdentity"));
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", """{"StringEquals":{"aws:PrincipalTag/Stage":"test"}}"""))
        );
        await root.Session(answer).Iam("ListUsers");

        async Task WrongAsync(string claim, JsonNode value) =>
            await root.WebRefusedAsync(role, issuer.Token(server.Now, With(claim, value)), "InvalidIdentityToken", null);
        await WrongAsync("https://aws.amazon.com/tags", "text");
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"Team":["blue","red"]}}""")!);
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"aws:Team":["blue"]}}""")!);
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"Team":["blue"],"team":["red"]}}""")!);
        await WrongAsync(
            "https://aws.amazon.com/tags",
            JsonNode.Parse("""{"principal_tags":{"Team":["blue"]},"transitive_tag_keys":["Other"]}""")!
        );
        await WrongAsync("https://aws.amazon.com/source_identity", "aws:me");
    }

    [Fact]
    public async Task A_web_identity_and_its_session_are_named_by_the_provider()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var answer = await root.WebOkAsync(role, issuer.Token(server.Now));
        var provider = root.Arn($"oidc-provider/{issuer.Name}");
        var subject = answer.Text("SubjectFromWebIdentityToken");
        var assumed = (await server.EventsAsync(root))[^1];
        Audit.Records.EqualPart(
            $$"""
            {"type":"WebIdentityUser","principalId":"{{provider}}:{{answer.Text("Audience")}}:{{subject}}","userName":"{{subject}}",
             "identityProvider":"{{provider}}"}
            """,
            assumed.GetProperty("userIdentity")
        );
        Audit.Records.EqualPart(
            $$"""[{"ARN":"{{role}}","accountId":"{{root.AccountId}}","type":"AWS::IAM::Role"}]""",
            assumed.GetProperty("resources")
        );
        await root.Session(answer).Sts("GetCallerIdentity");
        Audit.Records.EqualPart(
            $$"""{"federatedProvider":"{{provider}}","attributes":{} }""",
            (await server.EventsAsync(root))[^1]
                .GetProperty("userIdentity")
                .GetProperty("sessionContext")
                .GetProperty("webIdFederationData")
        );
    }

    [Fact]
    public async Task Events_name_the_subject_and_never_hold_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var token = issuer.Token(server.Now);
        var answer = await root.WebOkAsync(role, token);
        await root.WebRefusedAsync(root.Arn("role/none"), token, "AccessDenied", Denied);
        var parts = token.Split('.');
        await root.WebRefusedAsync(role, $"{parts[0]}.{parts[1]}.AAAA", "InvalidIdentityToken", "Token signature invalid");
        await root.Session(answer).Sts("GetCallerIdentity");

        var events = await server.EventsAsync(root);
        var calls = events.Where(happened => happened.GetProperty("eventName").GetString() == "AssumeRoleWithWebIdentity").ToList();
        Assert.Equal(3, calls.Count);
        var identity = calls[0].GetProperty("userIdentity");
        Assert.Equal("WebIdentityUser", identity.GetProperty("type").GetString());
        Assert.Equal("system:serviceaccount:default:app", identity.GetProperty("userName").GetString());
        Assert.Equal(root.Arn($"oidc-provider/{issuer.Name}"), identity.GetProperty("identityProvider").GetString());
        Assert.Equal("AccessDenied", calls[1].GetProperty("errorCode").GetString());
        Assert.True(calls[1].GetProperty("additionalEventData").TryGetProperty("authorizationId", out _));
        Assert.Equal(
            ("Unknown", "InvalidIdentityToken"),
            (calls[2].GetProperty("userIdentity").GetProperty("type").GetString(), calls[2].GetProperty("errorCode").GetString())
        );
        var trail = string.Join('\n', events.Select(happened => happened.GetRawText()));
        foreach (var secret in new[] { parts[2], parts[1], answer.Text("SecretAccessKey"), answer.Text("SessionToken")[..40] })
            Assert.DoesNotContain(secret, trail, StringComparison.Ordinal);
        Assert.Equal(
            root.Arn($"oidc-provider/{issuer.Name}"),
            events[^1]
                .GetProperty("userIdentity")
                .GetProperty("sessionContext")
                .GetProperty("webIdFederationData")
                .GetProperty("federatedProvider")
                .GetString()
        );
    }

    [Fact]
    public async Task A_session_over_the_packed_limit_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer, actions: "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"");
        var tags = new JsonObject();
        for (var i = 0; i < 50; i++)
            tags[$"key{i}"] = new JsonArray(RandomNumberGenerator.GetHexString(200));
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("https://aws.amazon.com/tags", new JsonObject { ["principal_tags"] = tags })),
            "PackedPolicyTooLarge",
            null
        );
    }
}
