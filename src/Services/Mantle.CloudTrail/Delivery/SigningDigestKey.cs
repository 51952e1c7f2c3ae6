using System.Security.Cryptography;

namespace Mantle.CloudTrail.Delivery;

/// <summary>A private key that signs digest files.</summary>
sealed class SigningDigestKey(string fingerprint, RSA key) : IDisposable
{
    /// <summary>The fingerprint under which ListPublicKeys has the public key.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>The signature of a text. The same text has the same signature.</summary>
    public byte[] Sign(byte[] text) => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => key.Dispose();
}
