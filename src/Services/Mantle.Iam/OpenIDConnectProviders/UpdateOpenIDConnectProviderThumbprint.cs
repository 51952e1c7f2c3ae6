using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OpenIDConnectProviders;

[Operation]
static class UpdateOpenIDConnectProviderThumbprint
{
    public static Access Requires(UpdateOpenIDConnectProviderThumbprintRequest r, Call c) =>
        OidcProviders.Access(c, Actions.UpdateOpenIDConnectProviderThumbprint, r.OpenIDConnectProviderArn);

    /// <summary>Replaces the whole list.</summary>
    public static void Execute(UpdateOpenIDConnectProviderThumbprintRequest r, Change change)
    {
        var provider = OidcProviders.Existing(change.Account, r.OpenIDConnectProviderArn);
        change.Put(provider with { Thumbprints = OidcProviders.Thumbprints(r.ThumbprintList) });
    }
}
