namespace Mantle.Core.Storage;

/// <summary>What a use is noted under.</summary>
/// <param name="Id">An access key id, or the unique id of a user or role.</param>
/// <param name="Action">The action that the use was, such as <c>s3:ListBucket</c>; empty for a use of whatever kind.</param>
public readonly record struct UseKey(string Id, string Action);
