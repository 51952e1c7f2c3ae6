using Mantle.Server.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.ManagedPolicies;

static class PolicyWrite
{
    /// <summary>AWS's own policies cannot be changed by an account.</summary>
    public static void RefuseAwsManaged(string arn)
    {
        if (AwsManagedPolicies.IsAwsManaged(arn))
            throw Errors.AccessDenied($"Policy is outside your own account.");
    }

    /// <summary>The number in a version id such as <c>v3</c>.</summary>
    public static int VersionNumber(string versionId) =>
        int.TryParse(versionId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static Wire.ApiException NoSuchVersion(string arn, string versionId) =>
        Errors.NoSuchEntity($"Policy {arn} version {versionId} does not exist or is not attachable.");
}
