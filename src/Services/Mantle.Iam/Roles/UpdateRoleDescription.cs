using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class UpdateRoleDescription
{
    public static Access Requires(UpdateRoleDescriptionRequest r, Call c) =>
        AccessTo.Role(c, Actions.UpdateRoleDescription, r.RoleName, withBoundary: true);

    public static UpdateRoleDescriptionResponse Execute(UpdateRoleDescriptionRequest r, Change change)
    {
        var role = Existing.Role(change.Account, r.RoleName) with { Description = r.Description };
        change.Put(role);
        return new UpdateRoleDescriptionResponse { Role = Answers.Of(role, change.Account) with { Description = role.Description } };
    }
}
