using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListInstanceProfileTags
{
    public static Access Requires(ListInstanceProfileTagsRequest r, Call c) =>
        Target.InstanceProfile(c, Actions.ListInstanceProfileTags, r.InstanceProfileName) with
        {
            ShownResource = null,
        };

    public static ListInstanceProfileTagsResponse Execute(ListInstanceProfileTagsRequest r, Call c)
    {
        var page = TagInput.List(Find.InstanceProfile(c.Account, r.InstanceProfileName).Tags, r.Marker, r.MaxItems);
        return new ListInstanceProfileTagsResponse
        {
            Tags = Shapes.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
