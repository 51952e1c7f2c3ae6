using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tags;

[Operation]
static class TagResource
{
    public static Access Requires(TagResourceRequest r, Call c) =>
        AccessTo.Taggable(c, Actions.TagResource, AllowedCallers.PolicyAdministrators, r.ResourceId) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };

    public static WriteTarget Writes(TagResourceRequest r, Call c) => Administration.Writes(c);

    public static void Execute(TagResourceRequest r, Change change)
    {
        var resource = TaggedResource.Find(Administration.Organization(change, AllowedCallers.PolicyAdministrators), r.ResourceId);
        change.Put(resource.With(TagInput.Add(resource.Tags, r.Tags)));
    }
}
