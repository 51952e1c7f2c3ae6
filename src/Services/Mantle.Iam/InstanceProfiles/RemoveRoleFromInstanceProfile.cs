using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class RemoveRoleFromInstanceProfile
{
    public static Access Requires(RemoveRoleFromInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.RemoveRoleFromInstanceProfile, r.InstanceProfileName);

    public static void Execute(RemoveRoleFromInstanceProfileRequest r, Change change)
    {
        var profile = Existing.InstanceProfile(change.Account, r.InstanceProfileName);
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        if (!role.Name.Equals(profile.RoleName, StringComparison.OrdinalIgnoreCase))
            throw Errors.NoSuchEntity($"Role {role.Name} in Instance Profile {profile.Name} cannot be found.");
        change.Put(profile with { RoleName = null });
    }
}
