using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

/// <summary>
/// Managed policies with the documents of their versions, as GetAccountAuthorizationDetails shows them: without descriptions.
/// </summary>
static class PolicyDetails
{
    public static ManagedPolicyDetail Of(Core.Accounts.ManagedPolicy policy, Core.Accounts.Account account) =>
        Of(Answers.Listed(policy, account)) with
        {
            PolicyVersionList = [.. policy.Versions.Reverse().Select(version => Answers.Of(version, policy, withDocument: true))],
        };

    public static ManagedPolicyDetail Of(AwsManagedPolicy policy, Core.Accounts.Account account) =>
        Of(Answers.Listed(policy, account)) with
        {
            PolicyVersionList =
            [
                new PolicyVersion
                {
                    VersionId = policy.VersionId,
                    IsDefaultVersion = true,
                    CreateDate = policy.UpdateDate,
                    Document = Answers.Encoded(policy.Document),
                },
            ],
        };

    static ManagedPolicyDetail Of(Wire.Iam.Policy policy) =>
        new()
        {
            PolicyName = policy.PolicyName,
            PolicyId = policy.PolicyId,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = policy.DefaultVersionId,
            AttachmentCount = policy.AttachmentCount,
            PermissionsBoundaryUsageCount = policy.PermissionsBoundaryUsageCount,
            IsAttachable = policy.IsAttachable,
            CreateDate = policy.CreateDate,
            UpdateDate = policy.UpdateDate,
        };
}
