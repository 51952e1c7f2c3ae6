using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListPolicyTags
{
    public static Access Requires(ListPolicyTagsRequest r, Call c) =>
        AccessTo.Policy(c, Actions.ListPolicyTags, r.PolicyArn) with
        {
            ShownResource = null,
        };

    public static ListPolicyTagsResponse Execute(ListPolicyTagsRequest r, Call c)
    {
        var page = TagInput.List(Existing.Policy(c.Account, r.PolicyArn).Tags, r.Marker, r.MaxItems);
        return new ListPolicyTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
