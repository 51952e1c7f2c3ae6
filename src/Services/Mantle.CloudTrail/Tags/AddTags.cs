using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Tags;

[Operation]
static class AddTags
{
    public static Access Requires(AddTagsRequest r, Call c) =>
        TaggedTrail.Of(c, r.ResourceId).Access(Actions.AddTags) with
        {
            RequestTags = TagInput.Of(r.TagsList),
        };

    public static AddTagsResponse Execute(AddTagsRequest r, Change change)
    {
        var trail = TaggedTrail.Existing(change.Call, r.ResourceId);
        TaggedTrail.Of(change.Call, r.ResourceId).Changeable(change.Call);
        change.Put(trail with { Tags = TagInput.Add(trail.Tags, r.TagsList) });
        return new();
    }
}
