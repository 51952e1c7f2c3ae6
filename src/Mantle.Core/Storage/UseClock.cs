namespace Mantle.Core.Storage;

/// <summary>
/// Counts the minutes for telling when a value was last used. Reading it is reading a field: every request does. Housekeeping moves it on.
/// </summary>
public sealed class UseClock
{
    int now;

    public int Now => Volatile.Read(ref now);

    public void Tick() => Interlocked.Increment(ref now);
}
