using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>
/// A bucket's policy: its text, and what its principals were when it was written. A user or role is bound to its unique id, as in a
/// trust policy; a canonical user id to its account.
/// </summary>
/// <param name="Document">The text.</param>
/// <param name="PrincipalIds">ARN of a user or role to its unique id, canonical user id to account id.</param>
/// <param name="IsPublic">Whether S3 counts it as public.</param>
sealed record BucketPolicy(PolicyText Document, ImmutableDictionary<string, string> PrincipalIds, bool IsPublic);
