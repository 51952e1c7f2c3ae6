using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class DeleteGroup
{
    public static Access Requires(DeleteGroupRequest r, Call c) => AccessTo.Group(c, Actions.DeleteGroup, r.GroupName);

    public static void Execute(DeleteGroupRequest r, Change change)
    {
        var group = Existing.Group(change.Account, r.GroupName);
        if (!change.Account.MembersOf(group.Name).IsEmpty)
            throw Errors.DeleteConflict("Cannot delete entity, must remove users from group first.");
        if (group.AttachedPolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        if (group.InlinePolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete policies first.");
        change.Remove(group);
    }
}
