using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListRoleTags
{
    public static Access Requires(ListRoleTagsRequest r, Call c) =>
        AccessTo.Role(c, Actions.ListRoleTags, r.RoleName) with
        {
            ShownResource = null,
        };

    public static ListRoleTagsResponse Execute(ListRoleTagsRequest r, Call c)
    {
        var page = TagInput.List(Existing.Role(c.Account, r.RoleName).Tags, r.Marker, r.MaxItems);
        return new ListRoleTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
