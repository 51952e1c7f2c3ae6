using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Federation;

namespace Mantle.Iam.Entities;

/// <summary>
/// The caller who accepted a request, as its sessions will act. The id is the unique id of a user or role, or the account id for its root
/// user.
/// </summary>
sealed record DelegationApprover(string Arn, string PrincipalId, string SessionName, ImmutableArray<Tag> Tags, string? SourceIdentity)
{
    /// <summary>The tags that pass on to the next sessions of a role chain. Rows of earlier versions do not have them.</summary>
    public ImmutableArray<string> TransitiveTagKeys
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>
    /// The workload that the caller's session was issued for; null if there was none. The delegated session ends with it.
    /// </summary>
    public SessionWorkload? Workload { get; init; }

    /// <summary>ARN of the sign-in that the caller's session came from; null if nobody signed in for it.</summary>
    public string? SignInArn { get; init; }

    /// <summary>The identity provider through which the caller's role was assumed; null if there was none.</summary>
    public SessionFederation? Federation { get; init; }
}
