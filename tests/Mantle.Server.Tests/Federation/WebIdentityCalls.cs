using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Federation;

/// <summary>Helpers for tests with web identities.</summary>
static class WebIdentityCalls
{
    public const string Denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

    public const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements";

    public static string Trust(string providerArn, string? condition = null, string actions = "\"sts:AssumeRoleWithWebIdentity\"") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{providerArn}}"},
             "Action":[{{actions}}]{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}
            """;

    /// <summary>A provider for the issuer, and a role that trusts it; returns the role's ARN.</summary>
    public static async Task<string> NewWebRoleAsync(
        this TestClient root,
        TestIssuer issuer,
        string? condition = null,
        string actions = "\"sts:AssumeRoleWithWebIdentity\"",
        params (string, string)[] more
    )
    {
        var provider = await root.NewOidcProviderAsync(issuer.Url, "sts.amazonaws.com");
        return (
            await root.Iam("CreateRole", [("RoleName", "web"), ("AssumeRolePolicyDocument", Trust(provider, condition, actions)), .. more])
        ).Text("Arn");
    }

    public static Task<Answer> WebAsync(this TestClient client, string role, string token, params (string, string)[] more) =>
        client.SendUnsignedAsync(
            "sts",
            "AssumeRoleWithWebIdentity",
            [("RoleArn", role), ("RoleSessionName", "app"), ("WebIdentityToken", token), .. more]
        );

    public static async Task<Answer> WebOkAsync(this TestClient client, string role, string token, params (string, string)[] more)
    {
        var answer = await client.WebAsync(role, token, more);
        Assert.True(answer.Code is null, $"{answer.Code}: {answer.Message}");
        return answer;
    }

    public static async Task WebRefusedAsync(
        this TestClient client,
        string role,
        string token,
        string code,
        string? message,
        params (string, string)[] more
    )
    {
        var answer = await client.WebAsync(role, token, more);
        Assert.Equal(code, answer.Code);
        if (message is not null)
            Assert.Equal(message, answer.Message);
        Assert.Equal(code is "AccessDenied" or "IDPRejectedClaim" ? 403 : 400, (int)answer.Status);
    }

    /// <summary>Signs with the credentials of an answer.</summary>
    public static TestClient Session(this TestClient client, Answer answer) =>
        client.With(new Credentials(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));

    public static Action<JsonObject> With(string claim, JsonNode? value) => claims => claims[claim] = value;
}
