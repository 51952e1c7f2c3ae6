using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// A SAML 2.0 identity provider whose assertions roles of the account may trust
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html"/>).
/// </summary>
[Entity(31)]
public sealed record SamlProvider : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    public required string Arn { get; init; }

    /// <summary>The <c>SAMLProviderUUID</c> in <c>GetSAMLProvider</c>'s response.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>When the metadata expires.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The metadata document as it was uploaded.</summary>
    public required string Metadata { get; init; }

    /// <summary>The <see cref="EncryptionMode"/> of a provider that must encrypt its assertions.</summary>
    public const string EncryptionRequired = "Required";

    /// <summary><c>Required</c> or <c>Allowed</c>; null if it was never set.</summary>
    public string? EncryptionMode { get; init; }

    /// <summary>Keys that decrypt assertions. Each private key is stored sealed in <see cref="Account.Secrets"/> under its id.</summary>
    public ImmutableArray<SamlPrivateKey> PrivateKeys { get; init; } = [];

    public ImmutableArray<Tag> Tags { get; init; } = [];
}

public sealed record SamlPrivateKey(string Id, DateTimeOffset Timestamp);
