using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tags;

[Operation]
static class ListTagsForResource
{
    const int MostTags = 50;

    public static Access Requires(ListTagsForResourceRequest r, Call c) =>
        AccessTo.Taggable(c, Actions.ListTagsForResource, AllowedCallers.DelegatedAdministrators, r.ResourceId);

    /// <summary>The request has no MaxResults: one page holds all tags that a resource can have.</summary>
    public static ListTagsForResourceResponse Execute(ListTagsForResourceRequest r, Call c)
    {
        var resource = TaggedResource.Find(Administration.Organization(c, AllowedCallers.DelegatedAdministrators), r.ResourceId);
        var page = Page.Sorted(resource.Tags, tag => tag.Key, r.NextToken, MostTags);
        return new() { Tags = Answers.Tags(page.Items), NextToken = page.NextToken };
    }
}
