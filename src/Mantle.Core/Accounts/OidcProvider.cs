using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// An OpenID Connect identity provider whose tokens roles of the account may trust
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"/>).
/// </summary>
[Entity(30)]
public sealed record OidcProvider : Entity
{
    public override string Key => Name;

    /// <summary>The issuer's URL without its scheme: host and path, as ARNs and condition keys have it.</summary>
    public required string Name { get; init; }

    public required string Arn { get; init; }

    /// <summary>True for an issuer reached by http, which only a server for development allows.</summary>
    public bool IsPlain { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public ImmutableArray<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 of the certificates that may top the chain of the issuer's own, in lower case hexadecimal.</summary>
    public ImmutableArray<string> Thumbprints { get; init; } = [];

    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>The issuer's URL, as its tokens state it in <c>iss</c>.</summary>
    [JsonIgnore]
    public string Url => (IsPlain ? "http://" : "https://") + Name;
}
