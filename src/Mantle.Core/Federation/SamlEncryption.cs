using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Mantle.Core.Accounts;

namespace Mantle.Core.Federation;

/// <summary>
/// Decrypts assertions with the provider's private keys: AES-GCM or AES-CBC under a key wrapped with RSA-OAEP
/// (<see href="https://www.w3.org/TR/xmlenc-core1/"/>). RSA with PKCS#1 v1.5 padding is refused, because of padding oracle attacks.
/// </summary>
public static class SamlEncryption
{
    const string Encryption11 = "http://www.w3.org/2009/xmlenc11#";
    const string Aes128Gcm = Encryption11 + "aes128-gcm";
    const string Aes192Gcm = Encryption11 + "aes192-gcm";
    const string Aes256Gcm = Encryption11 + "aes256-gcm";
    const string Aes128Cbc = SamlNames.Encryption + "aes128-cbc";
    const string Aes192Cbc = SamlNames.Encryption + "aes192-cbc";
    const string Aes256Cbc = SamlNames.Encryption + "aes256-cbc";

    /// <summary>Maximum number of wrapped keys to try, two for each key of a provider: each try costs an RSA operation.</summary>
    const int MostWrappedKeys = 4;

    const int NonceLength = 12,
        TagLength = 16,
        BlockLength = 16;

    /// <summary>The assertion in an <c>EncryptedAssertion</c>; null if none of the provider's keys decrypts it.</summary>
    public static string? Open(XmlElement encrypted, SamlProvider provider, Func<string, string> secretOf)
    {
        if (
            encrypted.Only("EncryptedData", SamlNames.Encryption) is not { } data
            || MethodOf(data) is not { } method
            || Bytes(data) is not { } content
        )
            return null;
        // The wrapped key is inside the data's KeyInfo or next to the data.
        var wrapped =
            data.Only("KeyInfo", SamlNames.Signature)
                ?.Children("EncryptedKey", SamlNames.Encryption)
                .Concat(encrypted.Children("EncryptedKey", SamlNames.Encryption))
            ?? encrypted.Children("EncryptedKey", SamlNames.Encryption);
        foreach (var key in wrapped.Take(MostWrappedKeys))
        foreach (var own in provider.PrivateKeys)
            if (Unwrap(key, secretOf(own.Id)) is { } secret && Decrypt(method, secret, content) is { } plain)
                return plain;
        return null;
    }

    static byte[]? Unwrap(XmlElement key, string pem)
    {
        if (
            key.Only("EncryptionMethod", SamlNames.Encryption) is not { } method
            || Padding(method) is not { } padding
            || Bytes(key) is not { } content
        )
            return null;
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.Decrypt(content, padding);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>OAEP padding. .NET uses one hash for label and mask; in the older algorithm the mask's hash is always SHA-1.</summary>
    static RSAEncryptionPadding? Padding(XmlElement method)
    {
        var digest = method.Only("DigestMethod", SamlNames.Signature)?.Attribute("Algorithm") ?? "http://www.w3.org/2000/09/xmldsig#sha1";
        var mask = method.Only("MGF", Encryption11)?.Attribute("Algorithm") ?? Encryption11 + "mgf1sha1";
        return (method.Attribute("Algorithm"), digest, mask) switch
        {
            (SamlNames.Encryption + "rsa-oaep-mgf1p", "http://www.w3.org/2000/09/xmldsig#sha1", _) => RSAEncryptionPadding.OaepSHA1,
            (Encryption11 + "rsa-oaep", "http://www.w3.org/2000/09/xmldsig#sha1", Encryption11 + "mgf1sha1") =>
                RSAEncryptionPadding.OaepSHA1,
            (Encryption11 + "rsa-oaep", SamlNames.Encryption + "sha256", Encryption11 + "mgf1sha256") => RSAEncryptionPadding.OaepSHA256,
            (Encryption11 + "rsa-oaep", "http://www.w3.org/2001/04/xmldsig-more#sha384", Encryption11 + "mgf1sha384") =>
                RSAEncryptionPadding.OaepSHA384,
            (Encryption11 + "rsa-oaep", SamlNames.Encryption + "sha512", Encryption11 + "mgf1sha512") => RSAEncryptionPadding.OaepSHA512,
            _ => null,
        };
    }

    static string? Decrypt(string method, byte[] key, byte[] content)
    {
        try
        {
            var plain = (method, key.Length) switch
            {
                (Aes128Gcm, 16) or (Aes192Gcm, 24) or (Aes256Gcm, 32) => Gcm(key, content),
                (Aes128Cbc, 16) or (Aes192Cbc, 24) or (Aes256Cbc, 32) => Cbc(key, content),
                _ => null,
            };
            return plain is null ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(plain);
        }
        catch (Exception error) when (error is CryptographicException or DecoderFallbackException)
        {
            return null;
        }
    }

    static byte[]? Gcm(byte[] key, byte[] content)
    {
        if (content.Length < NonceLength + TagLength)
            return null;
        var plain = new byte[content.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            content.AsSpan(0, NonceLength),
            content.AsSpan(NonceLength, plain.Length),
            content.AsSpan(content.Length - TagLength),
            plain
        );
        return plain;
    }

    /// <summary>Removes XML Encryption's padding: the last byte is its length, the other padding bytes are arbitrary.</summary>
    static byte[]? Cbc(byte[] key, byte[] content)
    {
        if (content.Length < 2 * BlockLength || content.Length % BlockLength != 0)
            return null;
        using var aes = Aes.Create();
        aes.Key = key;
        var padded = aes.DecryptCbc(content.AsSpan(BlockLength), content.AsSpan(0, BlockLength), PaddingMode.None);
        return padded[^1] is >= 1 and <= BlockLength ? padded[..^padded[^1]] : null;
    }

    static string? MethodOf(XmlElement data) => data.Only("EncryptionMethod", SamlNames.Encryption)?.Attribute("Algorithm");

    static byte[]? Bytes(XmlElement element)
    {
        try
        {
            return element.Only("CipherData", SamlNames.Encryption)?.Only("CipherValue", SamlNames.Encryption) is { } value
                ? Convert.FromBase64String(value.PlainText())
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
