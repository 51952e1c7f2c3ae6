using Mantle.Core.Authorization;
using Mantle.Iam.OpenIDConnectProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagOpenIDConnectProvider
{
    public static Access Requires(TagOpenIDConnectProviderRequest r, Call c) =>
        OidcProviders.Access(c, Actions.TagOpenIDConnectProvider, r.OpenIDConnectProviderArn) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagOpenIDConnectProviderRequest r, Change change)
    {
        var provider = OidcProviders.Existing(change.Account, r.OpenIDConnectProviderArn);
        change.Put(provider with { Tags = TagInput.Add(provider.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
