namespace Mantle.Core.Federation;

/// <summary>
/// The keys of one issuer. They are fetched once however many wait; a key that is not among them has them fetched again, at a
/// bounded rate, so that rotated keys are found at once and invented ones cost the issuer little.
/// </summary>
public sealed class Issuer(TrustedIssuer trusted, IssuerConnection connection, TimeProvider time)
{
    /// <summary>For how long keys are used unasked, and for how long when the issuer cannot be reached.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10),
        Usable = TimeSpan.FromHours(1);

    /// <summary>For how long a failure stands before the issuer is asked again.</summary>
    static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(2);

    /// <summary>So many times in a row, and then once in this time, an unknown key has the keys fetched.</summary>
    const int RefetchesAtOnce = 3;

    static readonly TimeSpan RefetchPause = TimeSpan.FromSeconds(20);

    readonly Lock gate = new();
    Task<IssuerFault>? running;
    State state = new(null, DateTimeOffset.MinValue, IssuerFault.None);
    DateTimeOffset failedAt = DateTimeOffset.MinValue,
        refilledAt;
    int refetches = RefetchesAtOnce;

    /// <summary>The key that a token was signed with, by its own account.</summary>
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
            if (fetched is null)
                failedAt = now;
            Volatile.Write(ref state, fetched is null ? state with { Fault = why } : new State(fetched, now, why));
        }
        return why;
    }

    /// <summary>What is known, replaced as a whole: whoever reads it holds no lock.</summary>
    /// <param name="Keys">The keys; null before they were first fetched.</param>
    /// <param name="At">When they were.</param>
    /// <param name="Fault">What the last fetch ended with.</param>
    sealed record State(VerificationKeys? Keys, DateTimeOffset At, IssuerFault Fault);
}
