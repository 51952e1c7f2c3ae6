using Mantle.Core.Authorization;
using Mantle.Iam.OpenIDConnectProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagOpenIDConnectProvider
{
    public static Access Requires(UntagOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.UntagOpenIDConnectProvider, r.OpenIDConnectProviderArn) with
        {
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagOpenIDConnectProviderRequest r, Change change)
    {
        var provider = OidcProviders.Existing(change.Account, r.OpenIDConnectProviderArn);
        change.Put(provider with { Tags = TagInput.Remove(provider.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
