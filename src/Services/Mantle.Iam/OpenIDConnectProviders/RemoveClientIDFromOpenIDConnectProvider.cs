using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class RemoveClientIDFromOpenIDConnectProvider
{
    public static Access Requires(RemoveClientIDFromOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.RemoveClientIDFromOpenIDConnectProvider, r.OpenIDConnectProviderArn);

    /// <summary>Removing an id that the provider does not have succeeds and changes nothing.</summary>
    public static void Execute(RemoveClientIDFromOpenIDConnectProviderRequest r, Change change)
    {
        var provider = OidcProviders.Existing(change.Account, r.OpenIDConnectProviderArn);
        if (provider.ClientIds.Contains(r.ClientID))
            change.Put(provider with { ClientIds = provider.ClientIds.Remove(r.ClientID) });
    }
}
