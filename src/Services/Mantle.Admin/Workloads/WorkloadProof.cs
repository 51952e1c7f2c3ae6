using System.Collections.Concurrent;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Storage;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Workloads;

/// <summary>Authenticates the service that assumes a role for a workload, by the token of the workload's registration.</summary>
sealed class WorkloadProof(Ledger ledger) : ICallProof
{
    /// <summary>
    /// How many refused tokens of an account are recorded in a minute. There is a limit because anybody can send them.
    /// </summary>
    const int RecordedPerMinute = 60;

    readonly ConcurrentDictionary<string, (long Minute, int Count)> refused = new(StringComparer.Ordinal);

    public async ValueTask<Account?> AccountAsync(object request)
    {
        if (RegistrationToken.TryParse(((AssumeWorkloadRoleRequest)request).RegistrationToken) is not { } token)
            return null;
        var account = await FindAsync(token);
        // Another node may have registered the workload just now.
        return account?.Workloads.Find(token.RegistrationId) is null && await ledger.CatchUpAsync() ? await FindAsync(token) : account;
    }

    ValueTask<Account?> FindAsync(RegistrationToken token) => ledger.AccountAsync(token.AccountId);

    /// <exception cref="Wire.ApiException">InvalidRegistrationToken or ExpiredRegistration.</exception>
    public async ValueTask<ExternalIdentity> AuthenticateAsync(
        object request,
        Account? account,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (
            account is null
            || RegistrationToken.TryParse(((AssumeWorkloadRoleRequest)request).RegistrationToken) is not { } token
            || account.Workloads.Find(token.RegistrationId) is not { } registration
            || !token.IsOf(registration)
            || await ledger.IsClosedAsync(account)
        )
            throw Errors.InvalidRegistrationToken("The registration token is not valid: its registration was removed, or never existed.");
        if (registration.ExpirationDate <= now)
            throw Errors.ExpiredRegistration($"The registration {registration.Id} has expired; register the workload again.");
        return WorkloadIdentity.Of(
            registration,
            new SessionAttributes { Tags = registration.SessionTags, TransitiveTagKeys = registration.TransitiveTagKeys }
        );
    }

    /// <summary>Whether a refused token is recorded in the account's trail.</summary>
    public bool MayRecord(Account account, DateTimeOffset now)
    {
        if (account.Workloads.Count == 0)
            return false;
        var minute = now.ToUnixTimeSeconds() / 60;
        var (_, count) = refused.AddOrUpdate(
            account.Id,
            (minute, 1),
            (_, before) => before.Minute == minute ? (minute, before.Count + 1) : (minute, 1)
        );
        return count <= RecordedPerMinute;
    }
}
