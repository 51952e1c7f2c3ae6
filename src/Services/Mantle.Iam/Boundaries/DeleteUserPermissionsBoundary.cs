using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Boundaries;

[Operation]
static class DeleteUserPermissionsBoundary
{
    public static Access Requires(DeleteUserPermissionsBoundaryRequest r, Call c) =>
        AccessTo.User(c, Actions.DeleteUserPermissionsBoundary, r.UserName, withBoundary: true);

    public static void Execute(DeleteUserPermissionsBoundaryRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        if (user.PermissionsBoundary is null)
            throw Errors.NoSuchEntity($"User {user.Name} does not have a permissions boundary.");
        change.Put(user with { PermissionsBoundary = null });
    }
}
