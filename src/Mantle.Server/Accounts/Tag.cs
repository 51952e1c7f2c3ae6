namespace Mantle.Server.Accounts;

/// <summary>A tag as it is stored: key and value as they were given.</summary>
readonly record struct Tag(string Key, string Value);
