using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class DeleteInstanceProfile
{
    public static Access Requires(DeleteInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.DeleteInstanceProfile, r.InstanceProfileName);

    public static void Execute(DeleteInstanceProfileRequest r, Change change)
    {
        var profile = Existing.InstanceProfile(change.Account, r.InstanceProfileName);
        if (profile.RoleName is not null)
            throw Errors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        change.Remove(profile);
    }
}
