using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>Counts cache hits and misses.</summary>
public sealed class CacheInstruments
{
    /// <summary>Derived signing keys.</summary>
    public const string SigningKeys = "signing_keys";

    /// <summary>Verified session tokens.</summary>
    public const string SessionTokens = "session_tokens";

    readonly Counter<long> requests;

    internal CacheInstruments(Meter meter) =>
        requests = meter.CreateCounter<long>("mantle.cache.requests", "{request}", "Look-ups of what is kept in memory.");

    /// <summary>Counts a look-up.</summary>
    public void Count(string cache, bool isHit)
    {
        if (requests.Enabled)
            requests.Add(1, new("mantle.cache.name", cache), new("mantle.cache.result", isHit ? "hit" : "miss"));
    }
}
