namespace Mantle.Core.Modules;

/// <summary>Background work of a service, run once a minute or at an interval of its own.</summary>
/// <param name="Name">Its name in the log.</param>
/// <param name="RunAsync">Does what is due at the given time. Cancelled when the server stops or the node loses the lease.</param>
public sealed record Chore(string Name, Func<DateTimeOffset, CancellationToken, Task> RunAsync)
{
    /// <summary>How long it rests between two runs; null if it runs every minute, one after another with the other chores.</summary>
    public TimeSpan? Interval { get; init; }
}
