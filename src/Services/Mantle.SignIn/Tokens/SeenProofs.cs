namespace Mantle.SignIn.Tokens;

/// <summary>
/// The proofs that this node has accepted lately: each counts once. A proof is refused elsewhere once it is older than its leeway, so
/// nothing is remembered longer.
/// </summary>
sealed class SeenProofs
{
    /// <summary>Half of the proofs that are remembered at most. Beyond that the oldest are forgotten, and could be used again.</summary>
    const int Most = 32_768;

    readonly Lock gate = new();
    HashSet<KeyProof> young = [],
        old = [];
    DateTimeOffset turned;

    /// <summary>Notes a proof; false if it was noted before.</summary>
    public bool TryAdd(KeyProof proof, DateTimeOffset now)
    {
        lock (gate)
        {
            // A proof is good from its leeway before its time to its leeway after it.
            if (now - turned >= 2 * KeyProof.Leeway || young.Count >= Most)
                (old, young, turned) = (young, [], now);
            return !old.Contains(proof) && young.Add(proof);
        }
    }
}
