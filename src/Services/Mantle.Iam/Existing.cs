using Mantle.Core.Accounts;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>The entity with a given name, or AWS's NoSuchEntity.</summary>
static class Existing
{
    public static Core.Accounts.User User(Account account, string name) =>
        account.Users.Find(name) ?? throw Errors.NoSuchEntity($"The user with name {name} cannot be found.");

    public static Core.Accounts.Group Group(Account account, string name) =>
        account.Groups.Find(name) ?? throw Errors.NoSuchEntity($"The group with name {name} cannot be found.");

    public static Core.Accounts.Role Role(Account account, string name) =>
        account.Roles.Find(name) ?? throw Errors.NoSuchEntity($"The role with name {name} cannot be found.");

    /// <summary>A role that the caller may change. Only its service may change a service-linked role.</summary>
    public static Core.Accounts.Role ModifiableRole(Account account, string name)
    {
        var role = Role(account, name);
        return role.LinkedService is null
            ? role
            : throw Errors.UnmodifiableEntity(
                $"Cannot perform the operation on the protected role '{role.Name}' - this role is only modifiable by AWS"
            );
    }

    public static Core.Accounts.InstanceProfile InstanceProfile(Account account, string name) =>
        account.InstanceProfiles.Find(name) ?? throw Errors.NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static Iam.Entities.ServerCertificate ServerCertificate(Account account, string name) =>
        account.ServerCertificates.Find(name) ?? throw Errors.NoSuchEntity($"The Server Certificate with name {name} cannot be found.");

    /// <summary>A customer managed policy.</summary>
    public static ManagedPolicy Policy(Account account, string arn) =>
        account.FindPolicy(PolicyArn.Checked(arn)) ?? throw Errors.NoSuchEntity($"Policy {arn} was not found.");

    public static InlinePolicy InlinePolicy(Identity holder, string name) =>
        holder.FindInlinePolicy(name) ?? throw Errors.NoSuchEntity($"The {Kind(holder)} policy with name {name} cannot be found.");

    /// <summary>The user of a self-service call: the named user, or the caller where no name is given.</summary>
    public static Core.Accounts.User UserOrCaller(Core.Authorization.Call call, Account account, string? name) =>
        User(account, name ?? CallersOwnName(call));

    public static string CallersOwnName(Core.Authorization.Call call) =>
        call.Caller.User?.Name ?? throw Errors.ValidationError("Must specify userName when calling with non-User credentials");

    /// <summary>A version of a customer managed policy. AWS's error is the same for a missing policy and a missing version.</summary>
    public static (ManagedPolicy Policy, ManagedPolicyVersion Version) PolicyVersion(Account account, string arn, string versionId)
    {
        var policy = account.FindPolicy(PolicyArn.Checked(arn));
        var number = int.TryParse(versionId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return policy?.FindVersion(number) is { } version ? (policy, version) : throw NoPolicyVersion(arn, versionId);
    }

    public static Wire.ApiException NoPolicyVersion(string arn, string versionId) =>
        Errors.NoSuchEntity($"Policy {arn} version {versionId} does not exist or is not attachable.");

    public static string Kind(Identity holder) => holder.TypeName.ToLowerInvariant();
}
