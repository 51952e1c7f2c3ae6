using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceLinkedRoles;

[Operation]
static class GetServiceLinkedRoleDeletionStatus
{
    public static Access Requires(GetServiceLinkedRoleDeletionStatusRequest r, Call c) =>
        new(
            Actions.GetServiceLinkedRoleDeletionStatus,
            $"arn:aws:iam::{c.Account.Id}:role/{RolePath(c.Account.RoleDeletions.Find(r.DeletionTaskId)?.TaskId ?? r.DeletionTaskId)}"
        );

    public static GetServiceLinkedRoleDeletionStatusResponse Execute(GetServiceLinkedRoleDeletionStatusRequest r, Call c)
    {
        if (!r.DeletionTaskId.StartsWith("task/aws-service-role/", StringComparison.Ordinal))
            throw Errors.InvalidInput($"Invalid Deletion Task Id {r.DeletionTaskId}.");
        var deletion =
            c.Account.RoleDeletions.Find(r.DeletionTaskId)
            ?? throw Errors.NoSuchEntity($"Deletion Task Id {r.DeletionTaskId} cannot be found.");
        return deletion.FailureReason is { } reason
            ? new GetServiceLinkedRoleDeletionStatusResponse
            {
                Status = "FAILED",
                Reason = new() { Reason = reason },
            }
            : new GetServiceLinkedRoleDeletionStatusResponse { Status = "SUCCEEDED" };
    }

    /// <summary>The role of a deletion task: the part between <c>task/</c> and the task's own id.</summary>
    static string RolePath(string taskId)
    {
        var parts = taskId.Split('/');
        return parts.Length > 2 ? string.Join('/', parts[1..^1]) : "*";
    }
}
