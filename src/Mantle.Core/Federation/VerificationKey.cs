using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mantle.Core.Federation;

/// <summary>
/// A public key of an issuer (<see href="https://www.rfc-editor.org/rfc/rfc7517"/>). The key, and never the token, determines which
/// algorithms are accepted, so an RSA key cannot be used as an HMAC secret.
/// </summary>
public sealed class VerificationKey
{
    const int SmallestRsaKey = 2_048,
        LargestRsaKey = 8_192;

    readonly RSAParameters? rsa;
    readonly ECParameters? ec;
    readonly string? algorithm;

    /// <summary>Key objects that no thread uses now: they are not thread-safe.</summary>
    readonly ConcurrentBag<AsymmetricAlgorithm> idle = [];

    VerificationKey(string? id, string? algorithm, RSAParameters? rsa, ECParameters? ec)
    {
        (Id, this.algorithm, this.rsa, this.ec) = (id, algorithm, rsa, ec);
        idle.Add(Open());
    }

    /// <summary>The key's <c>kid</c>.</summary>
    public string? Id { get; }

    /// <summary>Reads a member of a key set; null if the key is not for signatures, is too short, or is of an unknown kind.</summary>
    public static VerificationKey? TryRead(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || JsonWebToken.Text(key, "use") is not (null or "sig"))
            return null;
        var (id, algorithm) = (JsonWebToken.Text(key, "kid"), JsonWebToken.Text(key, "alg"));
        try
        {
            switch (JsonWebToken.Text(key, "kty"))
            {
                case "RSA" when Bytes(key, "n") is { } modulus && Bytes(key, "e") is { } exponent:
                    modulus = modulus.AsSpan().TrimStart((byte)0).ToArray();
                    return modulus.Length * 8 is >= SmallestRsaKey and <= LargestRsaKey && exponent.Length <= 8
                        ? new VerificationKey(id, algorithm, new RSAParameters { Modulus = modulus, Exponent = exponent }, null)
                        : null;
                case "EC" when Bytes(key, "x") is { } x && Bytes(key, "y") is { } y && Curve(JsonWebToken.Text(key, "crv")) is { } curve:
                    return new VerificationKey(
                        id,
                        algorithm,
                        null,
                        new ECParameters
                        {
                            Curve = curve,
                            Q = new ECPoint { X = x, Y = y },
                        }
                    );
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the key supports the algorithm: RS256, RS384, RS512 with RSA; ES256, ES384, ES512 each with its own curve.
    /// </summary>
    public bool Fits(string tokenAlgorithm)
    {
        if (algorithm is not null && algorithm != tokenAlgorithm)
            return false;
        return tokenAlgorithm switch
        {
            "RS256" or "RS384" or "RS512" => rsa is not null,
            "ES256" => IsOn(ECCurve.NamedCurves.nistP256),
            "ES384" => IsOn(ECCurve.NamedCurves.nistP384),
            "ES512" => IsOn(ECCurve.NamedCurves.nistP521),
            _ => false,
        };
    }

    /// <summary>Whether this key signed the token, with an algorithm that the key supports.</summary>
    public bool Verifies(JsonWebToken token)
    {
        if (!Fits(token.Algorithm))
            return false;
        var hash = token.Algorithm[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        if (!idle.TryTake(out var key))
            key = Open();
        var isValid = key is RSA opened
            ? opened.VerifyData(token.SignedPart.Span, token.Signature.Span, hash, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).VerifyData(
                token.SignedPart.Span,
                token.Signature.Span,
                hash,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            );
        idle.Add(key);
        return isValid;
    }

    bool IsOn(ECCurve curve) => ec is { } parameters && parameters.Curve.Oid.Value == curve.Oid.Value;

    AsymmetricAlgorithm Open() => rsa is { } parameters ? RSA.Create(parameters) : ECDsa.Create(ec!.Value);

    static ECCurve? Curve(string? name) =>
        name switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };

    static byte[]? Bytes(JsonElement key, string name)
    {
        try
        {
            return JsonWebToken.Text(key, name) is { Length: > 0 } text ? Base64Url.DecodeFromChars(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
