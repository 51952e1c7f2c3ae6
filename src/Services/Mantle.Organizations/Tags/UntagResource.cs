using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tags;

[Operation]
static class UntagResource
{
    public static Access Requires(UntagResourceRequest r, Call c) =>
        AccessTo.Taggable(c, Actions.UntagResource, AllowedCallers.PolicyAdministrators, r.ResourceId) with
        {
            TagKeys = r.TagKeys,
        };

    public static WriteTarget Writes(UntagResourceRequest r, Call c) => Administration.Writes(c);

    public static void Execute(UntagResourceRequest r, Change change)
    {
        var resource = TaggedResource.Find(Administration.Organization(change, AllowedCallers.PolicyAdministrators), r.ResourceId);
        change.Put(resource.With(TagInput.Remove(resource.Tags, r.TagKeys)));
    }
}
