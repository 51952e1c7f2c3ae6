using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// The account as an issuer of web identity tokens of its own principals
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html"/>).
/// </summary>
[Entity(32)]
public sealed record OutboundFederation : Entity
{
    public override string Key => "outbound";

    public required bool Enabled { get; init; }

    /// <summary>Tells this account's issuer from others; the same for as long as the account lives.</summary>
    public required string IssuerId { get; init; }

    /// <summary>
    /// The keys that tokens are signed with, oldest first. Those that are no longer used stay until no token of theirs can be valid.
    /// </summary>
    public required ImmutableArray<TokenKey> Keys { get; init; }

    /// <summary>The key that signs with an algorithm now.</summary>
    public TokenKey Newest(string algorithm) => Keys.Last(key => key.Algorithm == algorithm);
}

/// <summary>A key that signs tokens. Its private half is kept apart, sealed (<see cref="Account.Secrets"/>), under its id.</summary>
/// <param name="Id">The <c>kid</c> of its tokens.</param>
/// <param name="Algorithm"><c>RS256</c> or <c>ES384</c>.</param>
/// <param name="CreateDate">When it was made.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in base64.</param>
public sealed record TokenKey(string Id, string Algorithm, DateTimeOffset CreateDate, string PublicKey);
