using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tags;

[Operation]
static class ListTagsForResource
{
    const int MostTags = 50;

    public static Access Requires(ListTagsForResourceRequest r, Call c) =>
        Target.Taggable(c, Actions.ListTagsForResource, Reach.DelegatedAdministrators, r.ResourceId);

    /// <summary>The request has no MaxResults: one page holds all tags that a resource can have.</summary>
    public static ListTagsForResourceResponse Execute(ListTagsForResourceRequest r, Call c)
    {
        var resource = TaggedResource.Find(Administration.Organization(c, Reach.DelegatedAdministrators), r.ResourceId);
        var page = Page.Sorted(resource.Tags, tag => tag.Key, r.NextToken, MostTags);
        return new() { Tags = Shapes.Tags(page.Items), NextToken = page.NextToken };
    }
}
