using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class ListGroupPolicies
{
    public static Access Requires(ListGroupPoliciesRequest r, Call c) => AccessTo.Group(c, Actions.ListGroupPolicies, r.GroupName);

    public static ListGroupPoliciesResponse Execute(ListGroupPoliciesRequest r, Call c)
    {
        var page = Inline.Names(Existing.Group(c.Account, r.GroupName), r.Marker, r.MaxItems);
        return new ListGroupPoliciesResponse
        {
            PolicyNames = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
