using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class ListAttachedGroupPolicies
{
    public static Access Requires(ListAttachedGroupPoliciesRequest r, Call c) =>
        AccessTo.Group(c, Actions.ListAttachedGroupPolicies, r.GroupName);

    public static ListAttachedGroupPoliciesResponse Execute(ListAttachedGroupPoliciesRequest r, Call c)
    {
        var page = Attachments.List(Existing.Group(c.Account, r.GroupName), r.PathPrefix, r.Marker, r.MaxItems);
        return new ListAttachedGroupPoliciesResponse
        {
            AttachedPolicies = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
