using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>The public keys that an issuer published at one time.</summary>
public sealed class VerificationKeys(IReadOnlyList<VerificationKey> keys)
{
    const int MostKeys = 200;

    /// <exception cref="JsonException">It is not a key set.</exception>
    public static VerificationKeys Parse(ReadOnlyMemory<byte> json)
    {
        using var document = StrictJson.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out var list)
            || list.ValueKind != JsonValueKind.Array
        )
            throw new JsonException("The document is not a JSON Web Key Set.");
        return new VerificationKeys([.. list.EnumerateArray().Take(MostKeys).Select(VerificationKey.TryRead).OfType<VerificationKey>()]);
    }

    /// <summary>The key with the token's <c>kid</c>. Without a <c>kid</c>, the only key that supports its algorithm.</summary>
    public VerificationKey? Find(JsonWebToken token)
    {
        VerificationKey? found = null;
        foreach (var key in keys)
        {
            if (!key.Fits(token.Algorithm) || (token.KeyId is not null && key.Id != token.KeyId))
                continue;
            if (found is not null)
                return token.KeyId is null ? null : found;
            found = key;
        }
        return found;
    }
}
