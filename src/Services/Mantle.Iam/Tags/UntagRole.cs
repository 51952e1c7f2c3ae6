using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagRole
{
    public static Access Requires(UntagRoleRequest r, Call c) =>
        AccessTo.Role(c, Actions.UntagRole, r.RoleName) with
        {
            ShownResource = null,
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagRoleRequest r, Change change)
    {
        var role = Existing.Role(change.Account, r.RoleName);
        change.Put(role with { Tags = TagInput.Remove(role.Tags, r.TagKeys, StringComparer.OrdinalIgnoreCase) });
    }
}
