using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class ListAttachedRolePolicies
{
    public static Access Requires(ListAttachedRolePoliciesRequest r, Call c) =>
        AccessTo.Role(c, Actions.ListAttachedRolePolicies, r.RoleName);

    public static ListAttachedRolePoliciesResponse Execute(ListAttachedRolePoliciesRequest r, Call c)
    {
        var page = Attachments.List(Existing.Role(c.Account, r.RoleName), r.PathPrefix, r.Marker, r.MaxItems);
        return new ListAttachedRolePoliciesResponse
        {
            AttachedPolicies = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
