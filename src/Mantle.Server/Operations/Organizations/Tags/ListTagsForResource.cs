using Mantle.Server.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Server.Operations.Organizations.Tags;

[Operation]
static class ListTagsForResource
{
    public static Access Requires(ListTagsForResourceRequest r, Call c) => Target.Taggable(c, "ListTagsForResource", Reach.DelegatedAdministrators, r.ResourceId);

    public static ListTagsForResourceResponse Execute(ListTagsForResourceRequest r, Call c)
    {
        var resource = TaggedResource.Find(Administration.Organization(c, Reach.DelegatedAdministrators), r.ResourceId);
        var page = Page.Sorted(resource.Tags, tag => tag.Key, r.NextToken, null);
        return new() { Tags = Shapes.Tags(page.Items), NextToken = page.NextToken };
    }
}
