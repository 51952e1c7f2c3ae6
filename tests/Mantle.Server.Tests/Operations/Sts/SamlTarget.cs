using System.Text;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>A role that trusts a SAML provider, and how it is assumed.</summary>
/// <param name="Root">The account of both.</param>
/// <param name="Provider">The provider's ARN.</param>
/// <param name="Role">The role's ARN.</param>
/// <param name="Now">When assertions are issued.</param>
sealed record SamlTarget(TestClient Root, string Provider, string Role, DateTimeOffset Now)
{
    public string Xml(string moreAttributes = "", string name = "alice") =>
        TestIdentityProvider.Response(Now, Role, Provider, moreAttributes, name);

    public Task<Answer> SendAsync(string xml, params (string, string)[] more) =>
        SendBase64Async(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)), more);

    public Task<Answer> SendBase64Async(string base64, params (string, string)[] more) =>
        Root.SendUnsignedAsync(
            "sts",
            "AssumeRoleWithSAML",
            [("RoleArn", Role), ("PrincipalArn", Provider), ("SAMLAssertion", base64), .. more]
        );

    public async Task<Answer> OkAsync(string xml, params (string, string)[] more)
    {
        var answer = await SendAsync(xml, more);
        Assert.True(answer.Code is null, $"{answer.Code}: {answer.Message}");
        return answer;
    }

    public async Task RefusedAsync(string xml, string code, string? message, params (string, string)[] more)
    {
        var answer = await SendAsync(xml, more);
        Assert.Equal(code, answer.Code);
        if (message is not null)
            Assert.Equal(message, answer.Message);
    }
}
