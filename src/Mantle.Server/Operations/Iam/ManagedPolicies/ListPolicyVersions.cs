using Mantle.Server.Authorization;
using Mantle.Server.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.ManagedPolicies;

[Operation]
static class ListPolicyVersions
{
    public static Access Requires(ListPolicyVersionsRequest r, Call c) => Target.Policy(c, "iam:ListPolicyVersions", r.PolicyArn);

    public static ListPolicyVersionsResponse Execute(ListPolicyVersionsRequest r, Call c)
    {
        if (AwsManagedPolicies.Find(r.PolicyArn) is { } managed)
            return new ListPolicyVersionsResponse { Versions = [AwsVersions.Listed(managed)], IsTruncated = false };
        var policy = Find.Policy(c.Account, r.PolicyArn);
        var newestFirst = policy.Versions.Reverse().Select(version => Shapes.Of(version, policy, withDocument: false)).ToList();
        var page = Page.OfShortList(newestFirst, r.Marker, r.MaxItems);
        return new ListPolicyVersionsResponse { Versions = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
