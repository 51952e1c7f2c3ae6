using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

[Operation]
static class UpdateProfile
{
    public static Access Requires(UpdateProfileRequest r, Call c) =>
        AccessTo.One<Profile>(c, Actions.UpdateProfile, r.ProfileId) with
        {
            And = [.. ProfileInput.Passing(r.RoleArns)],
        };

    public static ProfileDetailResponse Execute(UpdateProfileRequest r, Change change)
    {
        ProfileInput.Check(change.Call, r.RoleArns, r.SessionPolicy);
        var profile = Existing.Profile(change.Call, change.Account, r.ProfileId);
        profile = profile with
        {
            Name = r.Name ?? profile.Name,
            RoleArns = r.RoleArns is null ? profile.RoleArns : [.. r.RoleArns],
            ManagedPolicyArns = r.ManagedPolicyArns is null ? profile.ManagedPolicyArns : [.. r.ManagedPolicyArns],
            SessionPolicy = r.SessionPolicy ?? profile.SessionPolicy,
            DurationSeconds = r.DurationSeconds ?? profile.DurationSeconds,
            AcceptsSessionNames = r.AcceptRoleSessionName ?? profile.AcceptsSessionNames,
            UpdateDate = change.Time,
        };
        change.Put(profile);
        return ProfileShape.Answer(change.Call, profile);
    }
}
