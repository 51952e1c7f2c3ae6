using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class ListRolePolicies
{
    public static Access Requires(ListRolePoliciesRequest r, Call c) => AccessTo.Role(c, Actions.ListRolePolicies, r.RoleName);

    public static ListRolePoliciesResponse Execute(ListRolePoliciesRequest r, Call c)
    {
        var page = Inline.Names(Existing.Role(c.Account, r.RoleName), r.Marker, r.MaxItems);
        return new ListRolePoliciesResponse
        {
            PolicyNames = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
