using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class ListUserPolicies
{
    public static Access Requires(ListUserPoliciesRequest r, Call c) => AccessTo.User(c, Actions.ListUserPolicies, r.UserName);

    public static ListUserPoliciesResponse Execute(ListUserPoliciesRequest r, Call c)
    {
        var page = Inline.Names(Existing.User(c.Account, r.UserName), r.Marker, r.MaxItems);
        return new ListUserPoliciesResponse
        {
            PolicyNames = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
