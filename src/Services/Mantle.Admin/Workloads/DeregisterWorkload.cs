using Mantle.Core.Authorization;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Workloads;

/// <summary>Takes the role away from a workload: its token is refused, and the sessions that it has end at once.</summary>
[Operation]
static class DeregisterWorkload
{
    public static Access Requires(DeregisterWorkloadRequest r, Call c) =>
        new(Actions.DeregisterWorkload, $"arn:aws:mantle:{c.Region}:{c.Account.Id}:workload/{r.RegistrationId}");

    public static void Execute(DeregisterWorkloadRequest r, Change change) =>
        change.Remove(
            change.Account.Workloads.Find(r.RegistrationId)
                ?? throw Errors.NoSuchEntity($"There is no registered workload {r.RegistrationId}.")
        );
}
