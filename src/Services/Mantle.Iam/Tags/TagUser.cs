using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagUser
{
    public static Access Requires(TagUserRequest r, Call c) =>
        AccessTo.User(c, Actions.TagUser, r.UserName) with
        {
            ShownResource = null,
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagUserRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { Tags = TagInput.Add(user.Tags, r.Tags, StringComparer.OrdinalIgnoreCase) });
    }
}
