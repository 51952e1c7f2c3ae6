namespace Mantle.Cli.Client;

/// <summary>The clock of a server that runs ahead of this machine's.</summary>
sealed class ServerClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
