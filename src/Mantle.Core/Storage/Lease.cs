namespace Mantle.Core.Storage;

/// <summary>The right to do something alone, for a time.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Holder">Who has it, for people who look.</param>
/// <param name="Fence">Greater than that of every lease of this name before: who keeps the greatest it saw can refuse late comers.</param>
public sealed record Lease(string Name, string Holder, long Fence);
