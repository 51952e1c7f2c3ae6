using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Workloads;

/// <summary>Takes the role away from a workload: its token is refused, and the sessions that it has end at once.</summary>
[Operation]
static class DeregisterWorkload
{
    /// <summary>The ARN has the region of the workload, wherever the call is sent.</summary>
    public static Access Requires(DeregisterWorkloadRequest r, Call c)
    {
        var region = Find(c.Account, r) is { } known ? Arn.Parse(known.SourceArn).Region.ToString() : c.Region;
        return new(Actions.DeregisterWorkload, $"arn:aws:mantle:{region}:{c.Account.Id}:workload/{r.RegistrationId}");
    }

    public static void Execute(DeregisterWorkloadRequest r, Change change)
    {
        var registration = Find(change.Account, r) ?? throw Errors.NoSuchEntity($"There is no registered workload {r.RegistrationId}.");
        if (registration.ServiceKey is not null)
            throw Errors.InvalidInput($"{registration.Service} made {registration.Id}, and removes it with what it made it for.");
        change.Remove(registration);
    }

    static WorkloadRegistration? Find(Account account, DeregisterWorkloadRequest r) =>
        account.Workloads.Find(r.RegistrationId) is { } registration && registration.Id == r.RegistrationId ? registration : null;
}
