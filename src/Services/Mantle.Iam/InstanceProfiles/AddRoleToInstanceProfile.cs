using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class AddRoleToInstanceProfile
{
    /// <summary>Adding a role to an instance profile passes the role, so the call needs <c>iam:PassRole</c> on it.</summary>
    public static Access Requires(AddRoleToInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.AddRoleToInstanceProfile, r.InstanceProfileName) with
        {
            And =
            [
                AccessTo.Role(c, Actions.PassRole, r.RoleName) with
                {
                    Keys = [("iam:PassedToService", "ec2.amazonaws.com")],
                    ResourceTags = null,
                    ShownResource = null,
                },
            ],
        };

    public static void Execute(AddRoleToInstanceProfileRequest r, Change change)
    {
        var profile = Existing.InstanceProfile(change.Account, r.InstanceProfileName);
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        if (profile.RoleName is not null)
            throw Quota.Exceeded("InstanceSessionsPerInstanceProfile", 1);
        change.Put(profile with { RoleName = role.Name });
    }
}
