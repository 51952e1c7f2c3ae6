namespace Mantle.Core.Accounts;

/// <summary>A tag as it is stored: key and value as they were given.</summary>
public readonly record struct Tag(string Key, string Value);
