namespace Mantle.Core.Federation;

/// <summary>
/// The keys of one issuer. They are fetched once however many wait; a key that is not among them has them fetched again, at a
/// bounded rate, so that rotated keys are found at once and invented ones cost the issuer little.
/// </summary>
public sealed class Issuer(TrustedIssuer trusted, IssuerConnection connection, TimeProvider time)
{
    /// <summary>For how long keys are used unasked, and for how long when the issuer cannot be reached.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10), Usable = TimeSpan.FromHours(1);

    /// <summary>For how long a failure stands before the issuer is asked again.</summary>
    static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(2);

    /// <summary>So many times in a row, and then once in this time, an unknown key has the keys fetched.</summary>
    const int RefetchesAtOnce = 3;

    static readonly TimeSpan RefetchPause = TimeSpan.FromSeconds(20);

    readonly Lock gate = new();
    Task<IssuerFault>? running;
    VerificationKeys? keys;
    DateTimeOffset fetchedAt, failedAt = DateTimeOffset.MinValue, refilledAt;
    IssuerFault fault;
    int refetches = RefetchesAtOnce;

    /// <summary>The key that a token was signed with, by its own account.</summary>
    public async ValueTask<(VerificationKey? Key, IssuerFault Fault)> FindKeyAsync(JsonWebToken token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isFresh = keys is not null && now - fetchedAt < Fresh;
        if (isFresh && keys!.Find(token) is { } known)
            return (known, IssuerFault.None);
        if (Start(isFresh, now) is { } fetch)
            await fetch.WaitAsync(cancellation);
        else if (isFresh)
            return (null, IssuerFault.Answer);
        if (keys is null || now - fetchedAt >= Usable)
            return (null, fault);
        return keys.Find(token) is { } key ? (key, IssuerFault.None) : (null, IssuerFault.Answer);
    }

    /// <summary>The fetch to wait for; null when none may be made now.</summary>
    Task<IssuerFault>? Start(bool isFresh, DateTimeOffset now)
    {
        lock (gate)
        {
            if (running is { IsCompleted: false })
                return running;
            if (isFresh ? !MayRefetch(now) : now - failedAt < FailurePause)
                return null;
            return running = Task.Run(FetchAsync);
        }
    }

    bool MayRefetch(DateTimeOffset now)
    {
        if (refetches == RefetchesAtOnce)
            refilledAt = now;
        for (; refetches < RefetchesAtOnce && now - refilledAt >= RefetchPause; refilledAt += RefetchPause)
            refetches++;
        if (refetches == 0)
            return false;
        refetches--;
        return true;
    }

    async Task<IssuerFault> FetchAsync()
    {
        var (fetched, why) = await connection.FetchKeysAsync(trusted);
        var now = time.GetUtcNow();
        lock (gate)
        {
            fault = why;
            if (fetched is null)
                failedAt = now;
            else
                (keys, fetchedAt) = (fetched, now);
        }
        return why;
    }
}
