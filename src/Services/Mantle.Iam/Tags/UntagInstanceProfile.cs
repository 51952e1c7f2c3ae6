using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagInstanceProfile
{
    public static Access Requires(UntagInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.UntagInstanceProfile, r.InstanceProfileName) with
        {
            ShownResource = null,
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagInstanceProfileRequest r, Change change)
    {
        var profile = Existing.InstanceProfile(change.Account, r.InstanceProfileName);
        change.Put(profile with { Tags = TagInput.Remove(profile.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
