namespace Mantle.Core.Modules;

/// <summary>What a service does on its own, once a minute.</summary>
/// <param name="Name">What the log calls it.</param>
/// <param name="RunAsync">Does what is due at the time.</param>
public sealed record Chore(string Name, Func<DateTimeOffset, Task> RunAsync);
