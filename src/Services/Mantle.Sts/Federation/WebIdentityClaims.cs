using System.Collections.Immutable;
using System.Text.Json;
using Mantle.Core.Federation;
using Mantle.Wire;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Sts.Federation;

/// <summary>Reads the claims of a verified token.</summary>
static class WebIdentityClaims
{
    const string TagsClaim = "https://aws.amazon.com/tags";

    public static string Required(JsonWebToken token, string claim) => JsonWebToken.Text(token.Claims, claim) ?? throw Missing(claim);

    public static ApiException Missing(string claim) => FederationErrors.InvalidIdentityToken($"Missing a required claim: {claim}");

    public static DateTimeOffset? Time(JsonWebToken token, string claim) =>
        token.Claims.TryGetProperty(claim, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    /// <summary>
    /// The token's client id, which the provider must list: <c>azp</c> where the token has it, otherwise its only <c>aud</c>.
    /// <paramref name="original"/> is the <c>aud</c> of a token that has <c>azp</c>.
    /// </summary>
    public static string Audience(JsonWebToken token, TrustedIssuer issuer, out string? original)
    {
        if (!token.Claims.TryGetProperty("aud", out var claim) || Values(claim) is not { IsEmpty: false } audiences)
            throw Missing("aud");
        var party = JsonWebToken.Text(token.Claims, "azp");
        if (party is null && token.Claims.TryGetProperty("azp", out _))
            throw FederationErrors.InvalidIdentityToken("Invalid azp claim");
        original = party is null ? null : audiences[0];
        var audience = party ?? (audiences.Length == 1 ? audiences[0] : null);
        return audience is not null && issuer.ClientIds?.Contains(audience) != false
            ? audience
            : throw FederationErrors.InvalidIdentityToken("Incorrect token audience");
    }

    /// <summary>
    /// A claim by its name. A slash in the name leads into an object: <c>a/b</c> is the member <c>b</c> of the claim <c>a</c>.
    /// </summary>
    public static JsonElement? Claim(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var value))
            return value;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && claims.TryGetProperty(name[..slash], out var inner) && inner.ValueKind == JsonValueKind.Object
            ? Claim(inner, name[(slash + 1)..])
            : null;
    }

    /// <summary>
    /// Session tags: <c>{"principal_tags": {"Team": ["blue"]}, "transitive_tag_keys": ["Team"]}</c>, or the same members as flat claims,
    /// for issuers that cannot nest
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp"/>).
    /// </summary>
    public static List<Tag> Tags(JsonWebToken token, out IEnumerable<string> transitive)
    {
        var tags = new List<Tag>();
        transitive = [];
        if (token.Claims.TryGetProperty(TagsClaim, out var nested))
        {
            if (nested.ValueKind != JsonValueKind.Object)
                throw MalformedTags();
            if (nested.TryGetProperty("principal_tags", out var principal))
            {
                if (principal.ValueKind != JsonValueKind.Object)
                    throw MalformedTags();
                tags.AddRange(principal.EnumerateObject().Select(tag => new Tag(tag.Name, Only(tag.Value))));
            }
            if (nested.TryGetProperty("transitive_tag_keys", out var list))
                transitive = Values(list);
        }
        foreach (var claim in token.Claims.EnumerateObject())
            if (claim.Name.StartsWith(TagsClaim + "/principal_tags/", StringComparison.Ordinal))
                tags.Add(new Tag(claim.Name[(TagsClaim.Length + "/principal_tags/".Length)..], Only(claim.Value)));
            else if (claim.Name == TagsClaim + "/transitive_tag_keys")
                transitive = Values(claim.Value);
        return tags;
    }

    static string Only(JsonElement value) => Values(value) is [var only] ? only : throw MalformedTags();

    static ApiException MalformedTags() => FederationErrors.InvalidIdentityToken($"The claim {TagsClaim} is not formed as it must be.");

    /// <summary>A claim's values for condition keys: a text, a number or a boolean, or a list of them.</summary>
    public static ImmutableArray<string> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Number => [value.GetRawText()],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Array =>
            [
                .. value.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? [] : Values(item)),
            ],
            _ => [],
        };
}
