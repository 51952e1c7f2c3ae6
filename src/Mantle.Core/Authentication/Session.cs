using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;

namespace Mantle.Core.Authentication;

/// <summary>How temporary credentials came about; the numbers are part of session tokens.</summary>
public enum SessionKind : byte
{
    /// <summary>AssumeRole and its kin.</summary>
    AssumedRole = 1,

    /// <summary>GetSessionToken: the user's or root user's own rights.</summary>
    SessionToken = 2,

    /// <summary>GetFederationToken: what session policies leave of the user's or root user's rights.</summary>
    FederatedUser = 3,

    /// <summary>GetDelegatedAccessToken: the rights of who accepted a delegation request, within the request's policy.</summary>
    Delegated = 8,

    /// <summary>AssumeRoot: a member's root user, within a task policy.</summary>
    AssumedRoot = 50,
}

/// <summary>A session as its token states it. What the identity behind it may do is looked up when it is used.</summary>
public sealed record Session
{
    public required SessionKind Kind { get; init; }

    public required string AccountId { get; init; }

    public required string AccessKeyId { get; init; }

    /// <summary>Unique id of the role or user behind the session; the account id for its root user.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The role session name, or the name of the federated user; empty where there is none.</summary>
    public string Name { get; init; } = "";

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When an MFA code was verified for this very session; null when none was.</summary>
    public DateTimeOffset? MfaAt { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>The inline session policy, if one was passed.</summary>
    public PolicyText? Policy { get; init; }

    /// <summary>ARNs of managed session policies.</summary>
    public ImmutableArray<string> PolicyArns { get; init; } = [];

    public ImmutableArray<Tag> Tags { get; init; } = [];

    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>True when the session was made with the credentials of another one (role chaining).</summary>
    public bool Chained { get; init; }

    /// <summary>The identity provider that vouched for who assumed the role, if one did.</summary>
    public SessionFederation? Federation { get; init; }
}
