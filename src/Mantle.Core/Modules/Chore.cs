namespace Mantle.Core.Modules;

/// <summary>What a service does on its own, once a minute.</summary>
/// <param name="Name">What the log calls it.</param>
/// <param name="RunAsync">Does what is due at the time, until it is told to stop: the server ends, or another node is at it.</param>
public sealed record Chore(string Name, Func<DateTimeOffset, CancellationToken, Task> RunAsync);
