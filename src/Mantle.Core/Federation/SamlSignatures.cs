using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace Mantle.Core.Federation;

/// <summary>
/// Verifies the signature of a response or assertion. The signature must be a child of the element and cover exactly that element, with
/// one of a few algorithms and a key of the provider's metadata. Key information inside the signature is ignored.
/// </summary>
public static class SamlSignatures
{
    const string ExclusiveCanonical = "http://www.w3.org/2001/10/xml-exc-c14n#",
        Canonical = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    static readonly string[] Methods =
    [
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    ];

    static readonly string[] Digests =
    [
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
    ];

    /// <summary>Whether the element's signature is valid; null if the element is not signed.</summary>
    public static bool? Verify(XmlElement element, ImmutableArray<X509Certificate2> certificates)
    {
        if (element.Only("Signature", SamlNames.Signature) is not { } signature)
            return null;
        if (element.Attribute("ID") is not { Length: > 0 } id || !IsPlain(signature, id))
            return false;
        foreach (var certificate in certificates)
            using (var key = certificate.GetRSAPublicKey())
                if (key is not null && IsSignedBy(element, signature, key))
                    return true;
        return false;
    }

    /// <summary>Whether the signature has the form that SAML requires (core, 5.4).</summary>
    static bool IsPlain(XmlElement signature, string id)
    {
        if (
            signature.Children("Object", SamlNames.Signature).Any()
            || signature.Only("SignedInfo", SamlNames.Signature) is not { } signed
            || AlgorithmOf(signed, "CanonicalizationMethod") is not (ExclusiveCanonical or Canonical)
            || !Methods.Contains(AlgorithmOf(signed, "SignatureMethod"))
            || signed.Only("Reference", SamlNames.Signature) is not { } reference
            || reference.Attribute("URI") != "#" + id
            || !Digests.Contains(AlgorithmOf(reference, "DigestMethod"))
            || reference.Only("Transforms", SamlNames.Signature) is not { } transforms
        )
            return false;
        var list = transforms.ChildNodes.OfType<XmlElement>().Select(transform => transform.Attribute("Algorithm")).ToList();
        return list is [Enveloped] or [Enveloped, ExclusiveCanonical or Canonical];
    }

    static string? AlgorithmOf(XmlElement parent, string name) => parent.Only(name, SamlNames.Signature)?.Attribute("Algorithm");

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "The algorithms that pass IsPlain are in System.Security.Cryptography, which trimming keeps whole."
    )]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "XSLT, the only transform that generates code, does not pass IsPlain.")]
    static bool IsSignedBy(XmlElement element, XmlElement signature, RSA key)
    {
        try
        {
            var signed = new SignedElement(element);
            signed.LoadXml(signature);
            return signed.CheckSignature(key);
        }
        catch (Exception error) when (error is CryptographicException or XmlException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Resolves a reference only to the element to verify, never to another element with the same id.</summary>
    [RequiresUnreferencedCode("As SignedXml.")]
    [RequiresDynamicCode("As SignedXml.")]
    sealed class SignedElement : SignedXml
    {
        readonly XmlElement element;

        public SignedElement(XmlElement element)
            : base(element)
        {
            this.element = element;
            Resolver = null!;
        }

        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            element.GetAttribute("ID") == idValue ? element : null;
    }
}
