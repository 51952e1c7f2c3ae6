using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Tags;

[Operation]
static class RemoveTags
{
    public static Access Requires(RemoveTagsRequest r, Call c) =>
        TaggedTrail.Of(c, r.ResourceId).Access(Actions.RemoveTags) with
        {
            TagKeys = [.. r.TagsList.Select(tag => tag.Key)],
        };

    public static RemoveTagsResponse Execute(RemoveTagsRequest r, Change change)
    {
        var trail = TaggedTrail.Existing(change.Call, r.ResourceId);
        TaggedTrail.Of(change.Call, r.ResourceId).Changeable(change.Call);
        change.Put(trail with { Tags = TagInput.Remove(trail.Tags, r.TagsList) });
        return new();
    }
}
