using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class GetInstanceProfile
{
    public static Access Requires(GetInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.GetInstanceProfile, r.InstanceProfileName);

    public static GetInstanceProfileResponse Execute(GetInstanceProfileRequest r, Call c)
    {
        var profile = Existing.InstanceProfile(c.Account, r.InstanceProfileName);
        return new GetInstanceProfileResponse
        {
            InstanceProfile = Answers.Of(profile, c.Account) with { Tags = Answers.All(profile.Tags) },
        };
    }
}
