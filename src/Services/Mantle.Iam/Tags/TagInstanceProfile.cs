using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagInstanceProfile
{
    public static Access Requires(TagInstanceProfileRequest r, Call c) =>
        AccessTo.InstanceProfile(c, Actions.TagInstanceProfile, r.InstanceProfileName) with
        {
            ShownResource = null,
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagInstanceProfileRequest r, Change change)
    {
        var profile = Existing.InstanceProfile(change.Account, r.InstanceProfileName);
        change.Put(profile with { Tags = TagInput.Add(profile.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
