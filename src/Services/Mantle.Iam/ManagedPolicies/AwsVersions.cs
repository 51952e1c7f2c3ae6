using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

/// <summary>Versions of AWS managed policies: only the default version of each is known.</summary>
static class AwsVersions
{
    public static PolicyVersion Of(AwsManagedPolicy policy, string versionId) =>
        versionId == policy.VersionId
            ? Listed(policy) with
            {
                Document = Answers.Encoded(policy.Document),
            }
            : throw Existing.NoPolicyVersion(policy.Arn, versionId);

    public static PolicyVersion Listed(AwsManagedPolicy policy) =>
        new()
        {
            VersionId = policy.VersionId,
            IsDefaultVersion = true,
            CreateDate = policy.UpdateDate,
        };
}
