using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
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
    /// AWS first asks the linked service whether it still uses the role. Of the linked services only Organizations runs here; otherwise
    /// this call deletes the role. Either way the task has ended at once.
    /// </summary>
    public static DeleteServiceLinkedRoleResponse Execute(DeleteServiceLinkedRoleRequest r, Change change)
    {
        var role = Existing.Role(change.Account, r.RoleName);
        if (role.LinkedService is not { } service)
            throw Errors.NoSuchEntity($"The role with name {r.RoleName} cannot be found.");
        foreach (var old in change.Account.RoleDeletions.All.Where(deletion => change.Time - deletion.Time > Kept).ToList())
            change.Remove(old);
        var taskId = $"task/aws-service-role/{service}/{role.Name}/{Guid.NewGuid()}";
        var refusal = RefusalOf(service, change.Call);
        if (refusal is null)
            change.Remove(role);
        change.Put(
            new RoleDeletion
            {
                TaskId = taskId,
                Time = change.Time,
                FailureReason = refusal,
            }
        );
        return new DeleteServiceLinkedRoleResponse { DeletionTaskId = taskId };
    }

    /// <summary>
    /// Why the linked service needs the role; null if it does not. Accounts of an organization with all features keep theirs
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html"/>).
    /// </summary>
    static string? RefusalOf(string service, Call call) =>
        service == "organizations.amazonaws.com" && call.Organization is { Settings.FeatureSet: OrganizationSettings.AllFeatures }
            ? "The account is in an organization that has all features enabled, which needs this role."
            : null;
}
