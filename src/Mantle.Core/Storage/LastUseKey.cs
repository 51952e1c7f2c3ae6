namespace Mantle.Core.Storage;

/// <summary>The subject of a last use.</summary>
/// <param name="Id">An access key id, or the unique id of a user or role.</param>
/// <param name="Action">The action, such as <c>s3:ListBucket</c>; empty for any use.</param>
public readonly record struct LastUseKey(string Id, string Action);
