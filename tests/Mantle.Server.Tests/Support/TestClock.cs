namespace Mantle.Server.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
sealed class TestClock : TimeProvider
{
    DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
