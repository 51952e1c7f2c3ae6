using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagRole
{
    public static Access Requires(TagRoleRequest r, Call c) =>
        AccessTo.Role(c, Actions.TagRole, r.RoleName) with
        {
            ShownResource = null,
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagRoleRequest r, Change change)
    {
        var role = Existing.Role(change.Account, r.RoleName);
        change.Put(role with { Tags = TagInput.Add(role.Tags, r.Tags, StringComparer.OrdinalIgnoreCase) });
    }
}
