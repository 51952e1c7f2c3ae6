using System.Collections.Immutable;

namespace Mantle.Core.Federation;

/// <summary>Where a role session came from, when an identity provider vouched for who assumed the role.</summary>
/// <param name="Provider">The provider as policies name it: its ARN, or the host of a built-in one.</param>
/// <param name="Keys">Condition keys that stay after the assume call: <c>saml:sub</c>, <c>accounts.example.com:aud</c> and their
/// like.</param>
public sealed record SessionFederation(string Provider, ImmutableArray<SessionKey> Keys)
{
    public bool IsWebIdentity => !Provider.Contains(":saml-provider/", StringComparison.Ordinal);
}
