namespace Mantle.Server.Hosting;

/// <summary>The machine's clock plus a fixed offset.</summary>
sealed class OffsetTimeProvider(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
