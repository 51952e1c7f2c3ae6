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

    /// <summary>A claim of the wrong type: it is refused, because leaving it out could give the session more than the token says.</summary>
    static ApiException Invalid(string claim) => FederationErrors.InvalidIdentityToken($"Invalid {claim} claim");

    /// <summary>A text; null if the token does not have the claim.</summary>
    public static string? Optional(JsonWebToken token, string claim) =>
        token.Claims.TryGetProperty(claim, out _) ? JsonWebToken.Text(token.Claims, claim) ?? throw Invalid(claim) : null;

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
        if (!token.Claims.TryGetProperty("aud", out var claim) || Texts(claim) is not { IsEmpty: false } audiences)
            throw Missing("aud");
        var party = Optional(token, "azp");
        original = party is null ? null : audiences[0];
        var audience = party ?? (audiences.Length == 1 ? audiences[0] : null);
        return audience is not null && issuer.ClientIds?.Contains(audience) != false
            ? audience
            : throw FederationErrors.InvalidIdentityToken("Incorrect token audience");
    }

    /// <summary>
    /// A claim by its name. A slash in the name leads into an object: <c>a/b</c> is the member <c>b</c> of the claim <c>a</c>.
    /// </summary>
    static JsonElement? Claim(JsonElement claims, string name)
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
                transitive = Texts(list) ?? throw MalformedTags();
        }
        foreach (var claim in token.Claims.EnumerateObject())
            if (claim.Name.StartsWith(TagsClaim + "/principal_tags/", StringComparison.Ordinal))
                tags.Add(new Tag(claim.Name[(TagsClaim.Length + "/principal_tags/".Length)..], Only(claim.Value)));
            else if (claim.Name == TagsClaim + "/transitive_tag_keys")
                transitive = Texts(claim.Value) ?? throw Invalid(claim.Name);
        return tags;
    }

    static string Only(JsonElement value) => Values(value) is [var only] ? only : throw MalformedTags();

    /// <summary>A text or a list of texts; null for anything else.</summary>
    public static ImmutableArray<string>? Texts(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null;
    }

    static ApiException MalformedTags() => FederationErrors.InvalidIdentityToken($"The claim {TagsClaim} is not formed as it must be.");

    /// <summary>
    /// A claim's values for its condition key; none if the issuer gives no value. With some values left out, a condition could hold that
    /// the whole claim does not meet.
    /// </summary>
    public static ImmutableArray<string> ValuesOf(JsonElement claims, string name)
    {
        if (Claim(claims, name) is not { ValueKind: not JsonValueKind.Null } value)
            return [];
        return Values(value) ?? throw Invalid(name);
    }

    /// <summary>A text, a number or a boolean, or a list of them; null for anything else.</summary>
    static ImmutableArray<string>? Values(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Scalar(value) is { } only ? [only] : null;
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (Scalar(item) is not { } text)
                return null;
            values.Add(text);
        }
        return values.ToImmutable();
    }

    static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
}
