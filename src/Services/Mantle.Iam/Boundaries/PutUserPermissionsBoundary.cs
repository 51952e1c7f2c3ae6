using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Boundaries;

[Operation]
static class PutUserPermissionsBoundary
{
    public static Access Requires(PutUserPermissionsBoundaryRequest r, Call c) =>
        AccessTo.User(c, Actions.PutUserPermissionsBoundary, r.UserName) with
        {
            Keys = [("iam:PermissionsBoundary", r.PermissionsBoundary)],
        };

    public static void Execute(PutUserPermissionsBoundaryRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { PermissionsBoundary = PolicyArn.Boundary(change.Account, r.PermissionsBoundary) });
    }
}
