using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>
/// A parsed, signed token (<see href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">JWS Compact Serialization</see>).
/// Its content must not be trusted before <see cref="VerificationKey.Verifies"/> returns true.
/// </summary>
public sealed class JsonWebToken : IDisposable
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    readonly JsonDocument header,
        payload;

    JsonWebToken(JsonDocument header, JsonDocument payload, byte[] signed, byte[] signature, string algorithm, string? keyId)
    {
        this.header = header;
        this.payload = payload;
        (SignedPart, Signature, Algorithm, KeyId) = (signed, signature, algorithm, keyId);
    }

    /// <summary>The bytes that are signed.</summary>
    public ReadOnlyMemory<byte> SignedPart { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The signing algorithm in the token's header.</summary>
    public string Algorithm { get; }

    public string? KeyId { get; }

    /// <summary>The token's header. A key in it vouches for nothing by itself.</summary>
    public JsonElement Header => header.RootElement;

    public JsonElement Claims => payload.RootElement;

    /// <summary>
    /// Parses a token; null if it is malformed, contains a member twice, or has critical extensions, none of which is supported.
    /// </summary>
    public static JsonWebToken? TryParse(string text)
    {
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var second = text.IndexOf('.', first + 1);
        if (first <= 0 || second < 0 || text.IndexOf('.', second + 1) >= 0)
            return null;
        JsonDocument? header = null,
            payload = null;
        try
        {
            header = Part(text.AsSpan(0, first));
            payload = Part(text.AsSpan(first + 1, second - first - 1));
            if (
                header is not { RootElement.ValueKind: JsonValueKind.Object }
                || payload is not { RootElement.ValueKind: JsonValueKind.Object }
                || Text(header.RootElement, "alg") is not { } algorithm
                || header.RootElement.TryGetProperty("crit", out _)
                || header.RootElement.TryGetProperty("b64", out _)
                || Decode(text.AsSpan(second + 1)) is not { } signature
            )
                return null;
            var token = new JsonWebToken(
                header,
                payload,
                Encoding.ASCII.GetBytes(text, 0, second),
                signature,
                algorithm,
                Text(header.RootElement, "kid")
            );
            (header, payload) = (null, null);
            return token;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            header?.Dispose();
            payload?.Dispose();
        }
    }

    /// <summary>A string member; null if it is missing or not a string.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static JsonDocument? Part(ReadOnlySpan<char> text) => Decode(text) is { } bytes ? StrictJson.Parse(bytes, Strict) : null;

    /// <summary>Decodes unpadded base64url strictly, so that a token has only one spelling.</summary>
    static byte[]? Decode(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return null;
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        header.Dispose();
        payload.Dispose();
    }
}
