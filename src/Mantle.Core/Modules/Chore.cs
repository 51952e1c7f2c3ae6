namespace Mantle.Core.Modules;

/// <summary>Background work of a service, run once a minute.</summary>
/// <param name="Name">Its name in the log.</param>
/// <param name="RunAsync">Does what is due at the given time. Cancelled when the server stops or the node loses the lease.</param>
public sealed record Chore(string Name, Func<DateTimeOffset, CancellationToken, Task> RunAsync);
