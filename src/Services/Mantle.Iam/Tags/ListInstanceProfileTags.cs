using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListInstanceProfileTags
{
    public static Access Requires(ListInstanceProfileTagsRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.ListInstanceProfileTags, r.InstanceProfileName) with
        {
            ShownResource = null,
        };

    public static ListInstanceProfileTagsResponse Execute(ListInstanceProfileTagsRequest r, Call c)
    {
        var page = TagInput.List(Existing.InstanceProfile(c.Account, r.InstanceProfileName).Tags, r.Marker, r.MaxItems);
        return new ListInstanceProfileTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
