using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>Certificates in PEM. A text that stays, such as a trust anchor's, is parsed once.</summary>
static class Pem
{
    static readonly ConditionalWeakTable<string, IReadOnlyList<X509Certificate2>> Known = [];

    /// <summary>The certificates of a trust anchor.</summary>
    public static IReadOnlyList<X509Certificate2> Certificates(string stored) =>
        Known.GetValue(stored, text => TryCertificates(text) ?? []);

    /// <summary>The certificates in a text, in order; null where there are none, or a part is no certificate.</summary>
    public static IReadOnlyList<X509Certificate2>? TryCertificates(string text)
    {
        try
        {
            var found = Blocks(text, "CERTIFICATE")?.Select(der => X509CertificateLoader.LoadCertificate(der)).ToList();
            return found is { Count: > 0 } ? found : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The content of the only block of a text; null where there is another number of blocks, or another kind.</summary>
    public static byte[]? TryOne(string text, string label) => Blocks(text, label) is [var only] ? only : null;

    static List<byte[]>? Blocks(string text, string label)
    {
        var blocks = new List<byte[]>();
        var rest = text.AsSpan();
        for (; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (!rest[fields.Label].SequenceEqual(label))
                return null;
            var der = new byte[fields.DecodedDataLength];
            if (!Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out _))
                return null;
            blocks.Add(der);
        }
        return blocks;
    }

    public static string Of(X509Certificate2 certificate) => certificate.ExportCertificatePem();
}
