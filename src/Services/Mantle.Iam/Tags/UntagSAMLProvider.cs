using Mantle.Core.Authorization;
using Mantle.Iam.SAMLProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagSAMLProvider
{
    public static Access Requires(UntagSAMLProviderRequest r, Call c) =>
        SamlProviders.Access(c, Actions.UntagSAMLProvider, r.SAMLProviderArn) with
        {
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagSAMLProviderRequest r, Change change)
    {
        var provider = SamlProviders.Existing(change.Account, r.SAMLProviderArn);
        change.Put(provider with { Tags = TagInput.Remove(provider.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
