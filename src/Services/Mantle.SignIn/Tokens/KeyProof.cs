using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mantle.Core.Federation;

namespace Mantle.SignIn.Tokens;

/// <summary>
/// The header <c>DPoP</c>: a token that a program makes for one request, signed with a key of its own, so that a stolen code or refresh
/// token alone is worth nothing (<see href="https://www.rfc-editor.org/rfc/rfc9449"/>).
/// </summary>
/// <param name="KeyThumbprint">Thumbprint of the program's key (<see href="https://www.rfc-editor.org/rfc/rfc7638"/>).</param>
/// <param name="Id">The token's own id, <c>jti</c>.</param>
sealed record KeyProof(string KeyThumbprint, string Id)
{
    const int Longest = 4_096,
        LongestId = 128;

    /// <summary>How far the program's clock may be off, and for how long a proof is remembered.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>The proof in a header; null if it is none, or not for this request and this time.</summary>
    /// <param name="header">The header.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="host">The request's host, with its port unless that is the usual one.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="now">The time.</param>
    public static KeyProof? TryRead(string? header, string method, string host, string path, DateTimeOffset now)
    {
        if (header is null || header.Length > Longest || JsonWebToken.TryParse(header) is not { } token)
            return null;
        using (token)
        {
            var key = token.Header.TryGetProperty("jwk", out var jwk) ? VerificationKey.TryRead(jwk) : null;
            return
                token.Algorithm == "ES256"
                && JsonWebToken.Text(token.Header, "typ") == "dpop+jwt"
                // The key is the program's own, and must not have its private part in it.
                && key is not null
                && !jwk.TryGetProperty("d", out _)
                && IsFor(token.Claims, method, host, path)
                && IsFresh(token.Claims, now)
                && JsonWebToken.Text(token.Claims, "jti") is { Length: > 0 and <= LongestId } id
                && key.Verifies(token)
                ? new KeyProof(Thumbprint(jwk), id)
                : null;
        }
    }

    /// <summary>A proxy may have ended TLS, so the scheme says nothing.</summary>
    static bool IsFor(JsonElement claims, string method, string host, string path) =>
        JsonWebToken.Text(claims, "htm") == method
        && Uri.TryCreate(JsonWebToken.Text(claims, "htu"), UriKind.Absolute, out var target)
        && target.Scheme is "http" or "https"
        && target.AbsolutePath == path
        && (
            host.Equals(target.Authority, StringComparison.OrdinalIgnoreCase)
            || host.Equals($"{target.Host}:{target.Port}", StringComparison.OrdinalIgnoreCase)
        );

    static bool IsFresh(JsonElement claims, DateTimeOffset now) =>
        claims.TryGetProperty("iat", out var issued)
        && issued.ValueKind == JsonValueKind.Number
        && issued.TryGetInt64(out var seconds)
        && Math.Abs(seconds - now.ToUnixTimeSeconds()) <= Leeway.TotalSeconds;

    static string Thumbprint(JsonElement jwk)
    {
        var (curve, x, y) = (JsonWebToken.Text(jwk, "crv"), JsonWebToken.Text(jwk, "x"), JsonWebToken.Text(jwk, "y"));
        // The members in the order of their names, without blanks; base64url needs no escapes.
        var members = $$"""{"crv":"{{curve}}","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
    }
}
