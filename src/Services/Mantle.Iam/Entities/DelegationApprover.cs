using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>
/// The caller who accepted a request, as its sessions will act. The id is the unique id of a user or role, or the account id for its root
/// user.
/// </summary>
sealed record DelegationApprover(string Arn, string PrincipalId, string SessionName, ImmutableArray<Tag> Tags, string? SourceIdentity);
