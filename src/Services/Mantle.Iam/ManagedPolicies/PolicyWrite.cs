using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

static class PolicyWrite
{
    /// <summary>Refuses changes of AWS managed policies.</summary>
    public static void RefuseAwsManaged(string arn)
    {
        if (AwsManagedPolicies.IsAwsManaged(arn))
            throw Errors.AccessDenied("Policy is outside your own account.");
    }
}
