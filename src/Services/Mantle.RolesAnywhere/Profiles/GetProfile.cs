using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

[Operation]
static class GetProfile
{
    public static Access Requires(ScalarProfileRequest r, Call c) => AccessTo.One<Profile>(c, Actions.GetProfile, r.ProfileId);

    public static ProfileDetailResponse Execute(ScalarProfileRequest r, Call c) =>
        ProfileShape.Answer(c, Existing.Profile(c, c.Account, r.ProfileId));
}
