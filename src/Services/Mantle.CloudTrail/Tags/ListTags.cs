using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Tags;

[Operation]
static class ListTags
{
    /// <summary>Most trails that a request can name.</summary>
    const int MostResources = 20;

    public static async ValueTask<Access> RequiresAsync(ListTagsRequest r, Call c, CancellationToken cancellation)
    {
        if (r.ResourceIdList.Count is 0 or > MostResources)
            throw Errors.CloudTrailARNInvalidException($"You must specify between 1 and {MostResources} resource ARNs.");
        await OrganizationTrails.IncludeAsync(c);
        var accesses = r.ResourceIdList.Select(id => TaggedTrail.Of(c, id).Access(Actions.ListTags)).ToList();
        return accesses[0] with { And = accesses[1..] };
    }

    /// <summary>One page has the tags of all trails that a request can name.</summary>
    public static ListTagsResponse Execute(ListTagsRequest r, Call c) =>
        new()
        {
            ResourceTagList =
            [
                .. r.ResourceIdList.Select(id => new ResourceTag
                {
                    ResourceId = id,
                    TagsList = [.. TaggedTrail.Existing(c, id).Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
                }),
            ],
        };
}
