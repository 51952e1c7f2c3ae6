using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Mantle.Core.Accounts;
using Mantle.Wire;

namespace Mantle.Core.Federation;

/// <summary>
/// Gets the assertion of a response after verifying the provider's signature on the assertion or on the response. To prevent signature
/// wrapping, the document must contain one assertion only, no id may occur twice, and signatures are allowed only in those two places.
/// </summary>
public static class SamlResponse
{
    /// <exception cref="ApiException">InvalidIdentityToken, or IDPRejectedClaim if the provider refused the user.</exception>
    public static XmlElement VerifiedAssertion(string base64, SamlProvider provider, Func<string, string> secretOf)
    {
        try
        {
            var root = SafeXml.Parse(Decode(base64)).DocumentElement!;
            if (root is not { LocalName: "Response", NamespaceURI: SamlNames.Protocol } || root.Attribute("Version") != "2.0")
                throw Invalid();
            CheckStructure(root);
            if (root.Only("Status", SamlNames.Protocol)?.Only("StatusCode", SamlNames.Protocol)?.Attribute("Value") != SamlNames.Success)
                throw FederationErrors.IDPRejectedClaim("The identity provider reported that authentication failed.");
            var metadata = SamlMetadata.Of(provider);
            if (root.Only("Issuer", SamlNames.Assertion) is { } issuer && issuer.PlainText() != metadata.EntityId)
                throw FederationErrors.InvalidIdentityToken("Issuer not present in specified provider");
            var isResponseSigned = SamlSignatures.Verify(root, metadata.SigningCertificates);
            if (isResponseSigned == false)
                throw BadSignature();
            if (Encrypted(root, provider) is { } encrypted)
                return OpenAndVerify(encrypted, provider, secretOf, metadata, isResponseSigned) ?? throw Undecipherable();
            var assertion = root.Only("Assertion", SamlNames.Assertion)!;
            return IsSigned(assertion, metadata, isResponseSigned) ? assertion : throw BadSignature();
        }
        catch (XmlException)
        {
            throw Invalid();
        }
    }

    static bool IsSigned(XmlElement assertion, SamlMetadata metadata, bool? isResponseSigned)
    {
        var isAssertionSigned = SamlSignatures.Verify(assertion, metadata.SigningCertificates);
        return isAssertionSigned != false && (isAssertionSigned ?? isResponseSigned) == true;
    }

    /// <summary>The encrypted assertion; null if the assertion is not encrypted.</summary>
    static XmlElement? Encrypted(XmlElement root, SamlProvider provider)
    {
        var plain = root.Only("Assertion", SamlNames.Assertion);
        var encrypted = root.Only("EncryptedAssertion", SamlNames.Assertion);
        if ((plain is null) == (encrypted is null))
            throw Invalid();
        return plain is null || provider.EncryptionMode != SamlProvider.EncryptionRequired
            ? encrypted
            : throw FederationErrors.InvalidIdentityToken("The provider requires encrypted assertions");
    }

    /// <summary>
    /// Decrypts an assertion and verifies its signature; null on any error. Anybody can encrypt to the provider's key and alter encrypted
    /// data, so errors must look the same: with AES-CBC, different errors would reveal the text.
    /// </summary>
    static XmlElement? OpenAndVerify(
        XmlElement encrypted,
        SamlProvider provider,
        Func<string, string> secretOf,
        SamlMetadata metadata,
        bool? isResponseSigned
    )
    {
        try
        {
            if (SamlEncryption.Open(encrypted, provider, secretOf) is not { } xml)
                return null;
            var assertion = SafeXml.Parse(xml).DocumentElement!;
            if (assertion is not { LocalName: "Assertion", NamespaceURI: SamlNames.Assertion })
                return null;
            CheckStructure(assertion);
            return IsSigned(assertion, metadata, isResponseSigned) ? assertion : null;
        }
        catch (Exception error)
            when (error is XmlException or ApiException or CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    static ApiException Undecipherable() => FederationErrors.InvalidIdentityToken("Failed to decrypt the assertion");

    /// <summary>Allows one assertion at most, each id once, and signatures only in their two places.</summary>
    static void CheckStructure(XmlElement root)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var assertions = 0;
        foreach (var element in root.SelectNodes("descendant-or-self::*")!.Cast<XmlElement>())
        {
            if (
                element is { LocalName: "Assertion" or "EncryptedAssertion", NamespaceURI: SamlNames.Assertion }
                && (++assertions > 1 || (element != root && element.ParentNode != root))
            )
                throw Invalid();
            if (element is { LocalName: "Signature", NamespaceURI: SamlNames.Signature } && !MaySign(element.ParentNode, root))
                throw BadSignature();
            foreach (XmlAttribute attribute in element.Attributes)
                if (attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) && !ids.Add(attribute.Value))
                    throw Invalid();
        }
    }

    static bool MaySign(XmlNode? parent, XmlElement root) =>
        parent == root || (parent is { LocalName: "Assertion", NamespaceURI: SamlNames.Assertion } && parent.ParentNode == root);

    static string Decode(string base64)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64)).TrimStart('\uFEFF');
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw FederationErrors.InvalidIdentityToken("Invalid base64 SAMLResponse");
        }
    }

    static ApiException Invalid() => FederationErrors.InvalidIdentityToken("Invalid SAMLResponse");

    static ApiException BadSignature() => FederationErrors.InvalidIdentityToken("Response signature invalid");
}
