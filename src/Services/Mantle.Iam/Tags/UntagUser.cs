using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagUser
{
    public static Access Requires(UntagUserRequest r, Call c) =>
        AccessTo.User(c, Actions.UntagUser, r.UserName) with
        {
            ShownResource = null,
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagUserRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { Tags = TagInput.Remove(user.Tags, r.TagKeys, StringComparer.OrdinalIgnoreCase) });
    }
}
