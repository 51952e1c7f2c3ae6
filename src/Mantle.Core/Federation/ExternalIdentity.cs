using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>
/// Somebody whom an identity provider of an account vouches for: the caller of AssumeRoleWithWebIdentity or AssumeRoleWithSAML.
/// Made only of what was verified.
/// </summary>
public abstract record ExternalIdentity
{
    /// <summary>As policies see it.</summary>
    public abstract Principal Principal { get; }

    /// <summary>ARN of the provider; the host of one that is built in.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The provider's name for the subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Condition keys of the call.</summary>
    public required ImmutableArray<SessionKey> Keys { get; init; }

    /// <summary>Those of them that the session keeps.</summary>
    public required ImmutableArray<SessionKey> SessionKeys { get; init; }

    public required SessionAttributes Attributes { get; init; }

    /// <summary>CloudTrail's <c>userIdentity.type</c>.</summary>
    public abstract string AuditType { get; }

    /// <summary>CloudTrail's <c>userIdentity.principalId</c>.</summary>
    public abstract string AuditPrincipalId { get; }

    /// <summary>CloudTrail's <c>userIdentity.identityProvider</c>.</summary>
    public abstract string AuditProvider { get; }
}

/// <summary>A condition key with its values.</summary>
public readonly record struct SessionKey(string Name, ImmutableArray<string> Values)
{
    public SessionKey(string name, string value)
        : this(name, [value]) { }
}

/// <summary>What a provider wants the session to carry.</summary>
public sealed record SessionAttributes
{
    public ImmutableArray<Tag> Tags { get; init; } = [];

    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }
}
