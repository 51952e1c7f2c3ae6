using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

[Operation]
static class GetAccountSummary
{
    /// <summary>AWS's quota of versions of all managed policies of an account together.</summary>
    const int PolicyVersionsQuota = 10_000;

    public static Access Requires(GetAccountSummaryRequest r, Call c) => new(Actions.GetAccountSummary, "*");

    public static GetAccountSummaryResponse Execute(GetAccountSummaryRequest r, Call c)
    {
        var account = c.Account;
        var root = account.Root!;
        return new GetAccountSummaryResponse
        {
            SummaryMap = new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["AccessKeysPerUserQuota"] = Quota.AccessKeysPerUser,
                ["AccountAccessKeysPresent"] = root.AccessKeys.Length > 0 ? 1 : 0,
                ["AccountMFAEnabled"] = root.MfaDevices.Length > 0 ? 1 : 0,
                ["AccountPasswordPresent"] = 0,
                ["AccountSigningCertificatesPresent"] = 0,
                ["AssumeRolePolicySizeQuota"] = PolicySize.TrustPolicy,
                ["AttachedPoliciesPerGroupQuota"] = Quota.ManagedPoliciesPerIdentity,
                ["AttachedPoliciesPerRoleQuota"] = Quota.ManagedPoliciesPerIdentity,
                ["AttachedPoliciesPerUserQuota"] = Quota.ManagedPoliciesPerIdentity,
                ["GlobalEndpointTokenVersion"] = account.Settings.GlobalEndpointTokenVersion,
                ["GroupPolicySizeQuota"] = PolicySize.GroupInlinePolicies,
                ["Groups"] = account.Groups.Count,
                ["GroupsPerUserQuota"] = Quota.GroupsPerUser,
                ["GroupsQuota"] = Quota.Groups,
                ["InstanceProfiles"] = account.InstanceProfiles.Count,
                ["InstanceProfilesQuota"] = Quota.InstanceProfiles,
                ["MFADevices"] = account.VirtualMfaDevices.Count,
                ["MFADevicesInUse"] = root.MfaDevices.Length + account.Users.All.Sum(user => user.Credentials?.MfaDevices.Length ?? 0),
                ["Policies"] = account.Policies.Count,
                ["PoliciesQuota"] = Quota.Policies,
                ["PolicySizeQuota"] = PolicySize.ManagedPolicy,
                ["PolicyVersionsInUse"] = account.Policies.All.Sum(policy => policy.Versions.Length),
                ["PolicyVersionsInUseQuota"] = PolicyVersionsQuota,
                ["Providers"] = account.OidcProviders.Count + account.SamlProviders.Count,
                ["RolePolicySizeQuota"] = PolicySize.RoleInlinePolicies,
                ["Roles"] = account.Roles.Count,
                ["RolesQuota"] = Quota.Roles,
                ["ServerCertificates"] = account.ServerCertificates.Count,
                ["ServerCertificatesQuota"] = Quota.ServerCertificates,
                ["SigningCertificatesPerUserQuota"] = Quota.SigningCertificatesPerUser,
                ["UserPolicySizeQuota"] = PolicySize.UserInlinePolicies,
                ["Users"] = account.Users.Count,
                ["UsersQuota"] = Quota.Users,
                ["VersionsPerPolicyQuota"] = Quota.VersionsPerPolicy,
            },
        };
    }
}
