using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;
using ListedPolicy = Mantle.Wire.Iam.Policy;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class ListPolicies
{
    public static Access Requires(ListPoliciesRequest r, Call c) =>
        new(Actions.ListPolicies, EntityArn.OfPath(c.Account, "policy", r.PathPrefix))
        {
            ShownResource = $"policy path {r.PathPrefix ?? "/"}",
        };

    /// <summary>Customer managed policies first, then AWS managed ones; a marker says in which of the two lists its page ended.</summary>
    public static ListPoliciesResponse Execute(ListPoliciesRequest r, Call c)
    {
        var start = Page.Start(r.Marker);
        var own =
            r.Scope is "AWS" || start?.StartsWith(AwsMark) == true
                ? []
                : c.Account.Policies.After(start).Select(policy => Answers.Listed(policy, c.Account));
        var aws = r.Scope is "Local"
            ? []
            : AwsManagedPolicies
                .After(start?.StartsWith(AwsMark) == true ? start[1..] : null)
                .Select(policy => Answers.Listed(policy, c.Account));
        var page = Page.Take(
            own.Concat(aws).Where(policy => Matches(policy, r)),
            r.MaxItems,
            policy => AwsManagedPolicies.IsAwsManaged(policy.Arn!) ? AwsMark + policy.PolicyName : policy.PolicyName!
        );
        return new ListPoliciesResponse
        {
            Policies = page.Items,
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    /// <summary>The marker's prefix for AWS managed policies; no policy name starts with it.</summary>
    const char AwsMark = '/';

    static bool Matches(ListedPolicy policy, ListPoliciesRequest r)
    {
        var counts = (policy.AttachmentCount, policy.PermissionsBoundaryUsageCount);
        return policy.Path!.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal)
            && (r.OnlyAttached != true || counts is not (0, 0))
            && r.PolicyUsageFilter switch
            {
                "PermissionsPolicy" => counts.AttachmentCount > 0,
                "PermissionsBoundary" => counts.PermissionsBoundaryUsageCount > 0,
                _ => true,
            };
    }
}
