using System.Collections.Concurrent;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// Up to where this node looked through an account's events for a trail, and found none to deliver. It is only in memory: a restart looks
/// through them again.
/// </summary>
sealed class ScannedPositions
{
    readonly ConcurrentDictionary<(string TrailId, AccountId AccountId), long> positions = new();

    public long Of(string trailId, AccountId accountId) => positions.GetValueOrDefault((trailId, accountId));

    public void Set(string trailId, AccountId accountId, long position) => positions[(trailId, accountId)] = position;
}
