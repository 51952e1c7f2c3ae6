using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>Helpers for tests with SAML assertions.</summary>
static class SamlCalls
{
    public const string Denied = "Not authorized to perform sts:AssumeRoleWithSAML";
    public const string Invalid = "Invalid SAMLResponse",
        BadSignature = "Response signature invalid";
    public const string AwsAttribute = "https://aws.amazon.com/SAML/Attributes/";

    /// <summary>Made once, because making keys is slow.</summary>
    public static readonly TestIdentityProvider Idp = new();

    /// <summary>An account with the provider and a role that trusts it.</summary>
    public static async Task<SamlTarget> NewSamlTargetAsync(
        this FederationServer server,
        string? condition = null,
        string actions = "\"sts:AssumeRoleWithSAML\"",
        params (string, string)[] provider
    )
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp", Idp.Metadata, provider);
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "saml"),
                ("MaxSessionDuration", "7200"),
                ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn, condition, actions))
            )
        ).Text("Arn");
        return new SamlTarget(root, arn, role, server.Now);
    }

    public static DateTimeOffset Expiration(Answer answer) =>
        DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture);
}
