using Mantle.Server.Authorization;
using Mantle.Server.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.ManagedPolicies;

[Operation]
static class GetPolicyVersion
{
    public static Access Requires(GetPolicyVersionRequest r, Call c) => Target.Policy(c, "iam:GetPolicyVersion", r.PolicyArn);

    public static GetPolicyVersionResponse Execute(GetPolicyVersionRequest r, Call c)
    {
        if (AwsManagedPolicies.Find(r.PolicyArn) is { } managed)
            return new GetPolicyVersionResponse { PolicyVersion = AwsVersions.Of(managed, r.VersionId) };
        var (policy, version) = Find.PolicyVersion(c.Account, r.PolicyArn, r.VersionId);
        return new GetPolicyVersionResponse { PolicyVersion = Shapes.Of(version, policy, withDocument: true) };
    }
}
