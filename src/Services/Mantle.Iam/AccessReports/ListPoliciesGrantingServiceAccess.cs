using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

[Operation]
static class ListPoliciesGrantingServiceAccess
{
    public static Access Requires(ListPoliciesGrantingServiceAccessRequest r, Call c) =>
        PolicyHolder.Access(c, Actions.ListPoliciesGrantingServiceAccess, r.Arn);

    /// <summary>A marker names the last service of a page. A service's policies are never split over two pages.</summary>
    public static ListPoliciesGrantingServiceAccessResponse Execute(ListPoliciesGrantingServiceAccessRequest r, Call c)
    {
        var applied = ServiceGrants
            .AppliedTo(c.Account, PolicyHolder.Find(c.Account, r.Arn))
            .Select(policy => (Policy: policy, Grants: new ServiceGrants([policy.Document])))
            .ToList();
        var page = Page.Sorted(
            r.ServiceNamespaces.Distinct(StringComparer.OrdinalIgnoreCase),
            service => service,
            StringComparer.Ordinal,
            r.Marker,
            maxItems: null
        );
        return new ListPoliciesGrantingServiceAccessResponse
        {
            PoliciesGrantingServiceAccess =
            [
                .. page.Items.Select(service => new ListPoliciesGrantingServiceAccessEntry
                {
                    ServiceNamespace = service,
                    Policies = [.. applied.Where(item => item.Grants.Grants(service)).Select(item => Shape(item.Policy))],
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    /// <summary>An inline policy has the name of its user, group or role; a managed policy has its ARN.</summary>
    static PolicyGrantingServiceAccess Shape(HeldPolicy policy) =>
        policy.Arn is { } arn
            ? new()
            {
                PolicyName = policy.Name,
                PolicyType = "MANAGED",
                PolicyArn = arn,
            }
            : new()
            {
                PolicyName = policy.Name,
                PolicyType = "INLINE",
                EntityName = policy.Holder.Name,
                EntityType = policy.Holder switch
                {
                    Core.Accounts.User => "USER",
                    Core.Accounts.Group => "GROUP",
                    _ => "ROLE",
                },
            };
}
