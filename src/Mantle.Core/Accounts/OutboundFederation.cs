using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// Outbound federation: the account issues web identity tokens for its own principals
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html"/>).
/// </summary>
[Entity(32)]
public sealed record OutboundFederation : Entity
{
    public override string Key => "outbound";

    public required bool Enabled { get; init; }

    /// <summary>Part of the account's issuer URL. It never changes while the account exists.</summary>
    public required string IssuerId { get; init; }

    /// <summary>
    /// The signing keys, oldest first. A replaced key stays until every token that it signed has expired.
    /// </summary>
    public required ImmutableArray<TokenKey> Keys { get; init; }

    /// <summary>The key that signs with an algorithm now: the newest one.</summary>
    public TokenKey Newest(string algorithm) => Keys.Last(key => key.Algorithm == algorithm);
}

/// <summary>A key that signs tokens. Its private key is stored sealed in <see cref="Account.Secrets"/> under its id.</summary>
/// <param name="Id">The <c>kid</c> of its tokens.</param>
/// <param name="Algorithm"><c>RS256</c> or <c>ES384</c>.</param>
/// <param name="CreateDate">When it was made.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in base64.</param>
public sealed record TokenKey(string Id, string Algorithm, DateTimeOffset CreateDate, string PublicKey);
