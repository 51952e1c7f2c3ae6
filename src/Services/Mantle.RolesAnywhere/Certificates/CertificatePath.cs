using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>
/// Builds the path from a certificate to a trust anchor (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-6"/>). Nothing is
/// fetched: the request brings the certificates in between.
/// </summary>
static class CertificatePath
{
    /// <summary>Most certificates in <c>X-Amz-X509-Chain</c>.</summary>
    public const int MostIntermediates = 5;

    /// <summary>What says only that the anchor is no root, or not one that this machine knows.</summary>
    const X509ChainStatusFlags OfAnchor = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    /// <summary>The path, from the certificate to one of the anchors; null where there is no valid one at that time.</summary>
    public static IReadOnlyList<X509Certificate2>? Find(
        X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset now
    )
    {
        foreach (var anchor in anchors)
            if (Find(certificate, intermediates, anchor, now) is { } path)
                return path;
        return null;
    }

    static List<X509Certificate2>? Find(
        X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> intermediates,
        X509Certificate2 anchor,
        DateTimeOffset now
    )
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(anchor);
        foreach (var intermediate in intermediates)
            policy.ExtraStore.Add(intermediate);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        try
        {
            chain.Build(certificate);
            return PathOf(chain, anchor);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                if (!ReferenceEquals(element.Certificate, certificate))
                    element.Certificate.Dispose();
        }
    }

    /// <summary>
    /// The path up to the anchor, if every certificate of it is in order. An anchor may be an intermediate authority; what is above it does
    /// not count. Signatures are checked once more here, with SHA-256 or stronger.
    /// </summary>
    static List<X509Certificate2>? PathOf(X509Chain chain, X509Certificate2 anchor)
    {
        var path = new List<X509Certificate2>();
        foreach (var element in chain.ChainElements)
        {
            if (element.ChainElementStatus.Any(status => (status.Status & ~OfAnchor) != X509ChainStatusFlags.NoError))
                return null;
            if (path.Count > 0 && !SignedDer.IsBy(path[^1].RawDataMemory, element.Certificate))
                return null;
            path.Add(X509CertificateLoader.LoadCertificate(element.Certificate.RawDataMemory.Span));
            if (element.Certificate.RawDataMemory.Span.SequenceEqual(anchor.RawDataMemory.Span))
                return path.Count > 1 ? path : null;
        }
        return null;
    }
}
