namespace Mantle.Core.Storage;

/// <summary>The right of one node to do something alone for some time.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Holder">Its holder, for diagnosis.</param>
/// <param name="Fence">Fencing token: greater than in every earlier lease of this name. Who remembers the greatest one can refuse
/// a holder whose lease has expired.</param>
public sealed record Lease(string Name, string Holder, long Fence);
