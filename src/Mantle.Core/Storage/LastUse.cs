namespace Mantle.Core.Storage;

/// <summary>The last use of an access key, user or role: when, for which service, in which region.</summary>
public sealed record LastUse(DateTimeOffset Time, string Service, string Region);
