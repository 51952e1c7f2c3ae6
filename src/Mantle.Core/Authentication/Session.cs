using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;

namespace Mantle.Core.Authentication;

/// <summary>The operation that issued temporary credentials. The numbers are stored in session tokens.</summary>
public enum SessionKind : byte
{
    /// <summary>AssumeRole, AssumeRoleWithSAML or AssumeRoleWithWebIdentity.</summary>
    AssumedRole = 1,

    /// <summary>GetSessionToken: the permissions of the user or root user.</summary>
    SessionToken = 2,

    /// <summary>GetFederationToken: the permissions of the user or root user, limited by session policies.</summary>
    FederatedUser = 3,

    /// <summary>Signing in with a password, as <c>aws login</c> does: the permissions of the user or root user.</summary>
    SignIn = 4,

    /// <summary>GetDelegatedAccessToken: the permissions of the user who accepted a delegation request, limited by its policy.</summary>
    Delegated = 8,

    /// <summary>AssumeRoot: the root user of a member account, limited by a task policy.</summary>
    AssumedRoot = 50,
}

/// <summary>A session as its token states it. The permissions of its identity are looked up at each use.</summary>
public sealed record Session
{
    public required SessionKind Kind { get; init; }

    public required AccountId AccountId { get; init; }

    public required string AccessKeyId { get; init; }

    /// <summary>Unique id of the session's role or user; for the root user, the account id.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The role session name, or the federated user's name; otherwise empty.</summary>
    public string Name { get; init; } = "";

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When an MFA code was verified to get this session; null if none was.</summary>
    public DateTimeOffset? MfaAt { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>The inline session policy; null if none was passed.</summary>
    public PolicyText? Policy { get; init; }

    /// <summary>ARNs of managed session policies.</summary>
    public ImmutableArray<string> PolicyArns { get; init; } = [];

    public ImmutableArray<Tag> Tags { get; init; } = [];

    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Whether the session was requested with the credentials of another session (role chaining).</summary>
    public bool Chained { get; init; }

    /// <summary>The identity provider that authenticated the user; null if the role was assumed with AWS credentials.</summary>
    public SessionFederation? Federation { get; init; }

    /// <summary>The workload that the session was issued for; null for a session that an identity requested.</summary>
    public SessionWorkload? Workload { get; init; }

    /// <summary>Who acts with the session; null unless it is delegated. Tokens of earlier versions do not say it.</summary>
    public SessionDelegation? Delegation { get; init; }

    /// <summary>ARN of the sign-in that the session comes from, <c>aws:SignInSessionArn</c>; null if nobody signed in for it.</summary>
    public string? SignInArn { get; init; }

    /// <summary>The condition keys that the session keeps of how it was issued.</summary>
    public ImmutableArray<SessionKey> OriginKeys => Workload?.Keys ?? Federation?.Keys ?? [];
}
