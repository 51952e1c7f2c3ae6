namespace Mantle.Core.Federation;

/// <summary>
/// The keys of one issuer. Concurrent callers share one fetch. A key id that is not among the keys triggers another fetch, at a limited
/// rate: rotated keys are found at once, and invented key ids cause the issuer little load.
/// </summary>
public sealed class Issuer(TrustedIssuer trusted, IssuerConnection connection, TimeProvider time)
{
    /// <summary>How long keys are used without a new fetch, and how long if the issuer cannot be reached.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10),
        Usable = TimeSpan.FromHours(1);

    /// <summary>How long a failure is remembered before the issuer is asked again.</summary>
    static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(2);

    /// <summary>Unknown keys trigger this many fetches in a row, and then one fetch in each interval.</summary>
    const int RefetchesAtOnce = 3;

    static readonly TimeSpan RefetchPause = TimeSpan.FromSeconds(20);

    readonly Lock gate = new();
    Task<IssuerFault>? running;
    State state = new(null, DateTimeOffset.MinValue, IssuerFault.None);
    DateTimeOffset failedAt = DateTimeOffset.MinValue,
        refilledAt;
    int refetches = RefetchesAtOnce;

    /// <summary>The key that a token says it was signed with.</summary>
    public async ValueTask<(VerificationKey? Key, IssuerFault Fault)> FindKeyAsync(JsonWebToken token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var fetched = Volatile.Read(ref state);
        var isFresh = fetched.Keys is not null && now - fetched.At < Fresh;
        if (isFresh && fetched.Keys!.Find(token) is { } known)
            return (known, IssuerFault.None);
        if (Start(isFresh, now) is { } fetch)
            await fetch.WaitAsync(cancellation);
        else if (isFresh)
            return (null, IssuerFault.Answer);
        fetched = Volatile.Read(ref state);
        if (fetched.Keys is null || now - fetched.At >= Usable)
            return (null, fetched.Fault);
        return fetched.Keys.Find(token) is { } key ? (key, IssuerFault.None) : (null, IssuerFault.Answer);
    }

    /// <summary>Starts or joins a fetch; null if no fetch is allowed now.</summary>
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
            if (fetched is null)
                failedAt = now;
            Volatile.Write(ref state, fetched is null ? state with { Fault = why } : new State(fetched, now, why));
        }
        return why;
    }

    /// <summary>The fetched keys. The object is replaced as a whole, so readers take no lock.</summary>
    /// <param name="Keys">The keys; null before the first fetch.</param>
    /// <param name="At">Time of the fetch.</param>
    /// <param name="Fault">Result of the last fetch.</param>
    sealed record State(VerificationKeys? Keys, DateTimeOffset At, IssuerFault Fault);
}
