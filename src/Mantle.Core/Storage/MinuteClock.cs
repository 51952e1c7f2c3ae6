namespace Mantle.Core.Storage;

/// <summary>
/// Counts minutes, to tell when a value was last used. Reading it is only reading a field, because every request does it. Housekeeping
/// advances it.
/// </summary>
public sealed class MinuteClock
{
    int now;

    public int Now => Volatile.Read(ref now);

    public void Tick() => Interlocked.Increment(ref now);
}
