using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

[Operation]
static class DeleteProfile
{
    public static Access Requires(ScalarProfileRequest r, Call c) => AccessTo.One<Profile>(c, Actions.DeleteProfile, r.ProfileId);

    public static ProfileDetailResponse Execute(ScalarProfileRequest r, Change change)
    {
        var found = Existing.Profile(change.Call, change.Account, r.ProfileId);
        change.Remove(found);
        return ProfileShape.Answer(change.Call, found);
    }
}
