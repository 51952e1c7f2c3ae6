using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Iam.Entities;

/// <summary>
/// Who accepted a request, as the session will act: the unique id of the user or role (the account id for its root user).
/// </summary>
sealed record DelegationApprover(string Arn, string PrincipalId, string SessionName, ImmutableArray<Tag> Tags, string? SourceIdentity);
