using Mantle.Core.Accounts;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Workloads;

/// <summary>The role of a workload: the one of its registration, or the one that its instance profile has now.</summary>
static class WorkloadRole
{
    /// <summary>The role's ARN, whether or not the role exists; null where the instance profile has none.</summary>
    public static string? ArnOf(Account account, string? roleArn, string? profileName) =>
        roleArn ?? (account.InstanceProfiles.Find(profileName ?? "")?.RoleName is { } name ? account.Roles.Find(name)?.Arn : null);

    /// <exception cref="Wire.ApiException">NoSuchEntity.</exception>
    public static Role Existing(Account account, string? roleArn, string? profileName)
    {
        if (roleArn is null && account.InstanceProfiles.Find(profileName ?? "") is null)
            throw Errors.NoSuchEntity($"Instance Profile {profileName} cannot be found.");
        var arn =
            ArnOf(account, roleArn, profileName)
            ?? throw Errors.NoSuchEntity($"The instance profile {profileName} has no role; add one with add-role-to-instance-profile.");
        return account.Roles.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } role && (string)role.Arn == arn
            ? role
            : throw Errors.NoSuchEntity($"The role {arn} cannot be found.");
    }
}
