using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>
/// A user authenticated by an identity provider of an account: the caller of AssumeRoleWithWebIdentity or AssumeRoleWithSAML.
/// It contains verified data only.
/// </summary>
public abstract record ExternalIdentity
{
    /// <summary>The principal in policies.</summary>
    public abstract Principal Principal { get; }

    /// <summary>ARN of the provider; for a built-in provider, its host.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The provider's name for the subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Condition keys of the call.</summary>
    public required ImmutableArray<SessionKey> Keys { get; init; }

    /// <summary>The condition keys that the session keeps.</summary>
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

/// <summary>Session attributes that the provider passed: tags and source identity.</summary>
public sealed record SessionAttributes
{
    public ImmutableArray<Tag> Tags { get; init; } = [];

    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }
}
