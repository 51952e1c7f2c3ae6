using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class GetPolicyVersion
{
    public static Access Requires(GetPolicyVersionRequest r, Call c) => AccessTo.Policy(c, Actions.GetPolicyVersion, r.PolicyArn);

    public static GetPolicyVersionResponse Execute(GetPolicyVersionRequest r, Call c)
    {
        if (AwsManagedPolicies.Find(r.PolicyArn) is { } managed)
            return new GetPolicyVersionResponse { PolicyVersion = AwsVersions.Of(managed, r.VersionId) };
        var (policy, version) = Existing.PolicyVersion(c.Account, r.PolicyArn, r.VersionId);
        return new GetPolicyVersionResponse { PolicyVersion = Answers.Of(version, policy, withDocument: true) };
    }
}
