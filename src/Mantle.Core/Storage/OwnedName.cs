namespace Mantle.Core.Storage;

/// <summary>A name and the account that owns it.</summary>
public readonly record struct OwnedName(string Name, AccountId AccountId);
