using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class AddClientIDToOpenIDConnectProvider
{
    public static Access Requires(AddClientIDToOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.AddClientIDToOpenIDConnectProvider, r.OpenIDConnectProviderArn);

    /// <summary>Adding an id that the provider already has succeeds and changes nothing.</summary>
    public static void Execute(AddClientIDToOpenIDConnectProviderRequest r, Change change)
    {
        var provider = OidcProviders.Existing(change.Account, r.OpenIDConnectProviderArn);
        if (!provider.ClientIds.Contains(r.ClientID))
            change.Put(provider with { ClientIds = OidcProviders.ClientIds(change, provider.ClientIds.Add(r.ClientID)) });
    }
}
