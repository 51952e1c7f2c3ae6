using System.Collections.Immutable;

namespace Mantle.Core.Federation;

/// <summary>The identity provider through which a role was assumed.</summary>
/// <param name="Provider">The provider's name in policies: its ARN, or the host of a built-in one.</param>
/// <param name="Keys">Condition keys that the session keeps, such as <c>saml:sub</c> and <c>accounts.example.com:aud</c>.</param>
public sealed record SessionFederation(string Provider, ImmutableArray<SessionKey> Keys)
{
    public bool IsWebIdentity => !Provider.Contains(":saml-provider/", StringComparison.Ordinal);
}
