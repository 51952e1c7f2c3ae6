namespace Mantle.Core.Storage;

/// <summary>When an access key, user or role was last used, for which service, in which region.</summary>
public sealed record Use(DateTimeOffset Time, string Service, string Region);
