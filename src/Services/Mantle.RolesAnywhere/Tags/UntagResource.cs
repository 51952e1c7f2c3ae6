using Mantle.Core.Authorization;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Tags;

[Operation]
static class UntagResource
{
    public static Access Requires(UntagResourceRequest r, Call c) =>
        new(Actions.UntagResource, r.ResourceArn) { ResourceTags = TaggedResource.TagsOf(c, r.ResourceArn), TagKeys = r.TagKeys };

    public static UntagResourceResponse Execute(UntagResourceRequest r, Change change)
    {
        var resource = TaggedResource.Existing(change.Call, change.Account, r.ResourceArn);
        var left = resource.Tags.RemoveAll(tag => r.TagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase));
        if (left.Length < resource.Tags.Length)
            change.Put(resource with { Tags = left });
        return new();
    }
}
