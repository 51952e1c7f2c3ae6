using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class ListPolicyVersions
{
    public static Access Requires(ListPolicyVersionsRequest r, Call c) => AccessTo.Policy(c, Actions.ListPolicyVersions, r.PolicyArn);

    public static ListPolicyVersionsResponse Execute(ListPolicyVersionsRequest r, Call c)
    {
        if (AwsManagedPolicies.Find(r.PolicyArn) is { } managed)
            return new ListPolicyVersionsResponse { Versions = [AwsVersions.Listed(managed)], IsTruncated = false };
        var policy = Existing.Policy(c.Account, r.PolicyArn);
        var before =
            Page.Start(r.Marker) is not { } marker ? int.MaxValue
            : int.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Errors.ValidationError($"Invalid Marker: {r.Marker}");
        var newestFirst = policy.Versions.Reverse().Where(version => version.Number < before);
        var page = Page.Take(newestFirst, r.MaxItems, version => version.Number.ToString(CultureInfo.InvariantCulture));
        return new ListPolicyVersionsResponse
        {
            Versions = [.. page.Items.Select(version => Answers.Of(version, policy, withDocument: false))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
