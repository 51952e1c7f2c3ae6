using Mantle.Core.Authorization;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Tags;

[Operation]
static class TagResource
{
    public static Access Requires(TagResourceRequest r, Call c) =>
        new(Actions.TagResource, r.ResourceArn)
        {
            ResourceTags = TaggedResource.TagsOf(c, r.ResourceArn),
            RequestTags = TagInput.Of(r.Tags),
        };

    public static TagResourceResponse Execute(TagResourceRequest r, Change change)
    {
        var resource = TaggedResource.Existing(change.Call, change.Account, r.ResourceArn);
        change.Put(resource with { Tags = TagInput.Add(resource.Tags, r.Tags) });
        return new();
    }
}
