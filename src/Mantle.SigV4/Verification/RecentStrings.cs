namespace Mantle.SigV4;

/// <summary>
/// Converts spans to strings without allocating for repeated ones: regions, services, days, access key ids.
/// It has one slot for each hash, which a new string overwrites, so it cannot grow and needs no lock.
/// </summary>
sealed class RecentStrings(int slots)
{
    const int LongestKept = 64;

    /// <summary>Days, regions and services.</summary>
    public static readonly RecentStrings Scopes = new(256);

    /// <summary>Access key ids.</summary>
    public static readonly RecentStrings AccessKeyIds = new(4096);

    readonly string?[] kept = new string?[slots];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestKept)
            return text.ToString();
        ref var slot = ref kept[(uint)string.GetHashCode(text) % (uint)kept.Length];
        var found = Volatile.Read(ref slot);
        if (found is not null && text.SequenceEqual(found))
            return found;
        found = text.ToString();
        Volatile.Write(ref slot, found);
        return found;
    }
}
