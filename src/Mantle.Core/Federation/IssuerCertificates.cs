using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Core.Federation;

/// <summary>
/// Decides which https certificates of issuers are accepted: those that the machine trusts, those under a configured CA, and, as in AWS
/// for unknown CAs, those whose chain ends at a certificate with a thumbprint of the provider
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html"/>).
/// The certificate's name must always be the issuer's host.
/// </summary>
public sealed class IssuerCertificates(X509Certificate2Collection authorities, TimeProvider time)
{
    static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, IReadOnlyList<string> thumbprints)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null)
            return false;
        var presented = chain.ChainPolicy.ExtraStore;
        return IsUnder(leaf, presented) || IsPinned(leaf, presented, thumbprints);
    }

    /// <summary>The SHA-1 thumbprint, in lower case, of the last certificate of a presented chain.</summary>
    public static string TopThumbprint(X509Certificate2 leaf, X509Chain chain)
    {
        var top = leaf;
        for (var left = chain.ChainPolicy.ExtraStore.Count; left > 0; left--)
            if (chain.ChainPolicy.ExtraStore.FirstOrDefault(other => IsIssuer(other, top)) is { } issuer)
                top = issuer;
        return Thumbprint(top);
    }

    bool IsUnder(X509Certificate2 leaf, X509Certificate2Collection presented)
    {
        if (authorities.Count == 0)
            return false;
        using var chain = NewChain(presented);
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build(leaf);
    }

    bool IsPinned(X509Certificate2 leaf, X509Certificate2Collection presented, IReadOnlyList<string> thumbprints)
    {
        var candidates = presented.Append(leaf).Where(certificate => thumbprints.Contains(Thumbprint(certificate))).ToList();
        if (candidates.Count == 0)
            return false;
        using var chain = NewChain(presented);
        chain.ChainPolicy.CustomTrustStore.AddRange(candidates.ToArray());
        // A chain that ends at a pinned intermediate has no self-signed root. Every other check stays on.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!chain.Build(leaf))
            return false;
        var top = chain.ChainElements.Select(element => element.Certificate).Last(certificate => IsPresented(certificate, leaf, presented));
        return thumbprints.Contains(Thumbprint(top));
    }

    X509Chain NewChain(X509Certificate2Collection presented)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.ExtraStore.AddRange(presented);
        return chain;
    }

    static bool IsPresented(X509Certificate2 certificate, X509Certificate2 leaf, X509Certificate2Collection presented) =>
        certificate.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)
        || presented.Any(other => other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 of) =>
        issuer.SubjectName.RawData.AsSpan().SequenceEqual(of.IssuerName.RawData)
        && !issuer.RawDataMemory.Span.SequenceEqual(of.RawDataMemory.Span);

    // AWS's thumbprints are SHA-1. They only select a certificate; its signatures are verified separately.
#pragma warning disable CA5350
    static string Thumbprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA1.HashData(certificate.RawDataMemory.Span));
#pragma warning restore CA5350
}
