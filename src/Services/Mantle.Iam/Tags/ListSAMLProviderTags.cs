using Mantle.Core.Authorization;
using Mantle.Iam.SAMLProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListSAMLProviderTags
{
    public static Access Requires(ListSAMLProviderTagsRequest r, Call c) =>
        SamlProviders.Access(c, Actions.ListSAMLProviderTags, r.SAMLProviderArn);

    public static ListSAMLProviderTagsResponse Execute(ListSAMLProviderTagsRequest r, Call c)
    {
        var page = TagInput.List(SamlProviders.Existing(c.Account, r.SAMLProviderArn).Tags, r.Marker, r.MaxItems);
        return new ListSAMLProviderTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
