using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceLinkedRoles;

[Operation]
static class DeleteServiceLinkedRole
{
    /// <summary>How long the status of a deletion can be read.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public static Access Requires(DeleteServiceLinkedRoleRequest r, Call c) =>
        AccessTo.Role(c, Actions.DeleteServiceLinkedRole, r.RoleName);

    /// <summary>
    /// AWS first asks the linked service whether it still uses the role. No such service runs here, so this call deletes the role, and the
    /// task's status is SUCCEEDED at once.
    /// </summary>
    public static DeleteServiceLinkedRoleResponse Execute(DeleteServiceLinkedRoleRequest r, Change change)
    {
        var role = Existing.Role(change.Account, r.RoleName);
        if (role.LinkedService is not { } service)
            throw Errors.NoSuchEntity($"The role with name {r.RoleName} cannot be found.");
        foreach (var old in change.Account.RoleDeletions.All.Where(deletion => change.Time - deletion.Time > Kept).ToList())
            change.Remove(old);
        var taskId = $"task/aws-service-role/{service}/{role.Name}/{Guid.NewGuid()}";
        change.Remove(role);
        change.Put(new RoleDeletion { TaskId = taskId, Time = change.Time });
        return new DeleteServiceLinkedRoleResponse { DeletionTaskId = taskId };
    }
}
