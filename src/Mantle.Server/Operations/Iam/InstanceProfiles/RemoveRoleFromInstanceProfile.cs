using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.InstanceProfiles;

[Operation]
static class RemoveRoleFromInstanceProfile
{
    public static Access Requires(RemoveRoleFromInstanceProfileRequest r, Call c) =>
        Target.InstanceProfile(c, "iam:RemoveRoleFromInstanceProfile", r.InstanceProfileName);

    public static void Execute(RemoveRoleFromInstanceProfileRequest r, Change change)
    {
        var profile = Find.InstanceProfile(change.Account, r.InstanceProfileName);
        if (!r.RoleName.Equals(profile.RoleName, StringComparison.OrdinalIgnoreCase))
            throw Errors.NoSuchEntity($"The role with name {r.RoleName} cannot be found.");
        change.Put(profile with { RoleName = null });
    }
}
