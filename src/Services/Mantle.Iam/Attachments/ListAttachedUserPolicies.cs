using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class ListAttachedUserPolicies
{
    public static Access Requires(ListAttachedUserPoliciesRequest r, Call c) =>
        AccessTo.User(c, Actions.ListAttachedUserPolicies, r.UserName);

    public static ListAttachedUserPoliciesResponse Execute(ListAttachedUserPoliciesRequest r, Call c)
    {
        var page = Attachments.List(Existing.User(c.Account, r.UserName), r.PathPrefix, r.Marker, r.MaxItems);
        return new ListAttachedUserPoliciesResponse
        {
            AttachedPolicies = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
