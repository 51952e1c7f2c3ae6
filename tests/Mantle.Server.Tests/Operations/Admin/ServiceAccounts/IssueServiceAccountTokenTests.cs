using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.ServiceAccounts;

/// <summary>
/// A service account's token leads to a role through web identity
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html"/>), without a cluster.
/// </summary>
[Collection(ServerCollection.Name)]
public class IssueServiceAccountTokenTests(TestServer server)
{
    const string Subject = "system:serviceaccount:shop:cart";

    [Theory]
    [InlineData("{0}")]
    [InlineData("\n {0}\r\n")]
    public async Task It_assumes_a_role_that_trusts_the_accounts_own_issuer(string form)
    {
        var root = await server.NewAccountAsync();
        var (token, role) = await PodAsync(root);
        var answer = await AssumeAsync(root, role, string.Format(null, form, token));
        Assert.Null(answer.Code);
        var session = root.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/pod/cart", (await session.Sts("GetCallerIdentity")).Text("Arn"));
    }

    [Theory]
    [InlineData("system:serviceaccount:shop:other", "sts.amazonaws.com", "AccessDenied")]
    [InlineData(Subject, "other.example.com", "InvalidIdentityToken")]
    public async Task Another_service_account_or_audience_is_refused(string subject, string audience, string code)
    {
        var root = await server.NewAccountAsync();
        var (_, role) = await PodAsync(root);
        var token = (await root.CallAsync("mantle", "IssueServiceAccountToken", ("Subject", subject), ("Audience", audience))).Text(
            "Token"
        );
        Assert.Equal(code, (await AssumeAsync(root, role, token)).Code);
    }

    [Fact]
    public async Task An_account_that_does_not_trust_the_issuer_refuses_its_tokens()
    {
        var root = await server.NewAccountAsync();
        var (token, _) = await PodAsync(root);
        var other = await server.NewAccountAsync();
        var role = await other.NewRoleAsync("pod");
        Assert.Equal("InvalidIdentityToken", (await AssumeAsync(other, role, token)).Code);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/admin")]
    [InlineData("system:serviceaccount:shop")]
    [InlineData("system:serviceaccount:shop:cart:x")]
    public async Task Nobody_but_a_service_account_is_a_subject(string subject)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("EnableOutboundWebIdentityFederation");
        await root.RefusedAsync(
            "ValidationError",
            null,
            "mantle",
            "IssueServiceAccountToken",
            ("Subject", subject),
            ("Audience", "sts.amazonaws.com")
        );
    }

    [Fact]
    public async Task It_needs_its_permission_and_an_issuer()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] parameters = [("Subject", Subject), ("Audience", "sts.amazonaws.com")];
        await root.RefusedAsync("OutboundWebIdentityFederationDisabled", null, "mantle", "IssueServiceAccountToken", parameters);
        await root.Iam("EnableOutboundWebIdentityFederation");
        var nobody = await root.NewUserAsync("nobody");
        await nobody.RefusedAsync("AccessDenied", null, "mantle", "IssueServiceAccountToken", parameters);
        var issuer = await root.NewUserAsync("issuer", Documents.Allow("mantle:IssueServiceAccountToken"));
        var token = (await issuer.CallAsync("mantle", "IssueServiceAccountToken", parameters)).Text("Token");
        Assert.DoesNotContain(token, (await server.EventsAsync(root))[^1].GetRawText());
    }

    /// <summary>A token, and a role that its service account may assume.</summary>
    static async Task<(string Token, string Role)> PodAsync(TestClient root)
    {
        await root.Iam("EnableOutboundWebIdentityFederation");
        var answer = await root.CallAsync("mantle", "IssueServiceAccountToken", ("Subject", Subject), ("Audience", "sts.amazonaws.com"));
        var issuer = answer.Text("Issuer");
        var name = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];
        await root.Iam("CreateOpenIDConnectProvider", ("Url", issuer), ("ClientIDList.member.1", "sts.amazonaws.com"));
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "pod"),
                (
                    "AssumeRolePolicyDocument",
                    $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
                     "Principal":{"Federated":"{{root.Arn($"oidc-provider/{name}")}}"},
                     "Condition":{"StringEquals":{"{{name}}:sub":"{{Subject}}","{{name}}:aud":"sts.amazonaws.com"} } }]}
                    """
                )
            )
        ).Text("Arn");
        return (answer.Text("Token"), role);
    }

    static Task<Answer> AssumeAsync(TestClient client, string role, string token) =>
        client.SendUnsignedAsync(
            "sts",
            "AssumeRoleWithWebIdentity",
            ("RoleArn", role),
            ("RoleSessionName", "cart"),
            ("WebIdentityToken", token)
        );
}
