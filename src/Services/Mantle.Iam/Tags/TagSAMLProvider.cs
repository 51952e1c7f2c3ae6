using Mantle.Core.Authorization;
using Mantle.Iam.SAMLProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagSAMLProvider
{
    public static Access Requires(TagSAMLProviderRequest r, Call c) =>
        SamlProviders.Access(c, Actions.TagSAMLProvider, r.SAMLProviderArn) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagSAMLProviderRequest r, Change change)
    {
        var provider = SamlProviders.Existing(change.Account, r.SAMLProviderArn);
        change.Put(provider with { Tags = TagInput.Add(provider.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
