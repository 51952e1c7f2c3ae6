using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Iam.Entities;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>A delegated session is bound as the approver's session is: by tags, source identity and identity provider.</summary>
[Collection(FederationCollection.Name)]
public class DelegatedSessionTests(FederationServer server)
{
    const string Template = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","sts:*"],
         "Resource":["*","arn:aws:iam::@{account}:user/@{prefix}*"]}]}
        """;

    [Fact]
    public async Task Transitive_tags_stay_transitive()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var (_, session) = await DelegatedAsync(issuer, "\"iam:*\",\"sts:*\"");
        var owner = session.AccountId;
        var role = $"arn:aws:iam::{owner}:role/second";
        await session.RefusedAsync(
            "InvalidParameterValue",
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from "
                + "the calling session.",
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("Tags.member.1.Key", "Team"),
            ("Tags.member.1.Value", "red")
        );
        var next = await session.AssumeAsync(role);
        await next.Iam("ListUsers");
    }

    [Fact]
    public async Task What_the_identity_provider_said_stays_in_the_conditions()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var (owner, session) = await DelegatedAsync(issuer, "\"iam:*\",\"sts:*\"");
        async Task<bool> MayListAsync(string condition)
        {
            await owner.Iam(
                "PutRolePolicy",
                ("RoleName", "web"),
                ("PolicyName", "p"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", condition))
            );
            return (await session.SendAsync("iam", "ListUsers")).Code is null;
        }
        var provider = owner.Arn($"oidc-provider/{issuer.Name}");
        Assert.True(await MayListAsync($$$"""{"StringEquals":{"aws:FederatedProvider":"{{{provider}}}"}}"""));
        Assert.True(await MayListAsync($$$"""{"StringEquals":{"{{{issuer.Name}}}:sub":"system:serviceaccount:default:app"}}"""));
        Assert.False(await MayListAsync("""{"Null":{"aws:FederatedProvider":"true"}}"""));
        Assert.True(await MayListAsync("""{"StringEquals":{"aws:SourceIdentity":"alice","aws:PrincipalTag/Team":"blue"}}"""));
    }

    /// <summary>Rows of earlier versions have neither transitive keys nor an identity provider.</summary>
    [Fact]
    public void An_approver_of_an_earlier_version_is_read()
    {
        var approver = JsonSerializer.Deserialize(
            """
            {"arn":"arn:aws:iam::111122223333:user/a","principalId":"AIDA","sessionName":"","tags":[{"key":"a","value":"b"}]}
            """,
            IamEntities.Default.DelegationApprover
        )!;
        Assert.Empty(approver.TransitiveTagKeys);
        Assert.Null(approver.Federation);
        Assert.Equal("a", Assert.Single(approver.Tags).Key);
    }

    /// <summary>A delegated session, accepted by a session of a web identity with a transitive tag and a source identity.</summary>
    async Task<(TestClient Owner, TestClient Session)> DelegatedAsync(TestIssuer issuer, string allowed)
    {
        var (partner, owner) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        var role = await owner.NewWebRoleAsync(
            issuer,
            actions: "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\""
        );
        await owner.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "p"),
            ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{allowed}}],"Resource":"*"}]}""")
        );
        await owner.Iam("CreateRole", ("RoleName", "second"), ("AssumeRolePolicyDocument", Documents.Trust(owner.AccountId)));
        await owner.Iam(
            "PutRolePolicy",
            ("RoleName", "second"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", """{"StringEquals":{"aws:PrincipalTag/Team":"blue"}}"""))
        );
        var tags = JsonNode.Parse("""{"principal_tags":{"Team":["blue"]},"transitive_tag_keys":["Team"]}""");
        var token = issuer.Token(
            server.Now,
            claims => (claims["https://aws.amazon.com/tags"], claims["https://aws.amazon.com/source_identity"]) = (tags, "alice")
        );
        var approver = owner.Session(await owner.WebOkAsync(role, token));
        var id = await DelegationCalls.CreateAsync(partner, owner, await partner.NewPolicyAsync("template", Template));
        foreach (var step in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
            await approver.Iam(step, ("DelegationRequestId", id));
        var exchange = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        return (owner, owner.Session(await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", exchange))));
    }
}
