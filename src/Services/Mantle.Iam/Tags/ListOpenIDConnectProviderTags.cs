using Mantle.Core.Authorization;
using Mantle.Iam.OpenIDConnectProviders;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListOpenIDConnectProviderTags
{
    public static Access Requires(ListOpenIDConnectProviderTagsRequest r, Call c) =>
        OidcProviders.Access(c, Actions.ListOpenIDConnectProviderTags, r.OpenIDConnectProviderArn);

    public static ListOpenIDConnectProviderTagsResponse Execute(ListOpenIDConnectProviderTagsRequest r, Call c)
    {
        var page = TagInput.List(OidcProviders.Existing(c.Account, r.OpenIDConnectProviderArn).Tags, r.Marker, r.MaxItems);
        return new ListOpenIDConnectProviderTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
