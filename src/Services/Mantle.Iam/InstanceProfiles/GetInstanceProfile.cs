using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class GetInstanceProfile
{
    public static Access Requires(GetInstanceProfileRequest r, Call c) =>
        Target.InstanceProfile(c, Actions.GetInstanceProfile, r.InstanceProfileName);

    public static GetInstanceProfileResponse Execute(GetInstanceProfileRequest r, Call c)
    {
        var profile = Find.InstanceProfile(c.Account, r.InstanceProfileName);
        return new GetInstanceProfileResponse { InstanceProfile = Shapes.Of(profile, c.Account) with { Tags = Shapes.All(profile.Tags) } };
    }
}
