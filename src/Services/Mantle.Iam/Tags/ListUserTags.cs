using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListUserTags
{
    public static Access Requires(ListUserTagsRequest r, Call c) =>
        AccessTo.User(c, Actions.ListUserTags, r.UserName) with
        {
            ShownResource = null,
        };

    public static ListUserTagsResponse Execute(ListUserTagsRequest r, Call c)
    {
        var page = TagInput.List(Existing.User(c.Account, r.UserName).Tags, r.Marker, r.MaxItems);
        return new ListUserTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
