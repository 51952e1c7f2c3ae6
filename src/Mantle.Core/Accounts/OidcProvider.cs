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

    /// <summary>The issuer's URL without its scheme: host and path, as in ARNs and condition keys.</summary>
    public required string Name { get; init; }

    public required string Arn { get; init; }

    /// <summary>True if the issuer is reached over http, which only a development server allows.</summary>
    public bool IsPlain { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public ImmutableArray<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints, in lower-case hexadecimal, of certificates that may end the issuer's certificate chain.</summary>
    public ImmutableArray<string> Thumbprints { get; init; } = [];

    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>The issuer's URL, as in the <c>iss</c> claim of its tokens.</summary>
    [JsonIgnore]
    public string Url => (IsPlain ? "http://" : "https://") + Name;
}
