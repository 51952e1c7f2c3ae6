namespace Mantle.Core.Secrets;

/// <summary>The keys that seal session tokens.</summary>
public sealed record SessionKeys(KeyRing Ring);
