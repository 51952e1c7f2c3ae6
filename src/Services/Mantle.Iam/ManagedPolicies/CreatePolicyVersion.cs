using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class CreatePolicyVersion
{
    public static Access Requires(CreatePolicyVersionRequest r, Call c) => AccessTo.Policy(c, Actions.CreatePolicyVersion, r.PolicyArn);

    public static CreatePolicyVersionResponse Execute(CreatePolicyVersionRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var document = ManagedDocument.Checked(r.PolicyDocument);
        var policy = Existing.Policy(change.Account, r.PolicyArn);
        if (policy.Versions.Length >= Quota.VersionsPerPolicy)
            throw Errors.LimitExceeded(
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version."
            );
        var version = new ManagedPolicyVersion(policy.NextVersion, document, change.Time);
        var isDefault = r.SetAsDefault == true;
        policy = policy with
        {
            Versions = policy.Versions.Add(version),
            DefaultVersion = isDefault ? version.Number : policy.DefaultVersion,
            NextVersion = policy.NextVersion + 1,
            UpdateDate = change.Time,
        };
        change.Put(policy);
        return new CreatePolicyVersionResponse { PolicyVersion = Answers.Of(version, policy, withDocument: false) };
    }
}
