using System.Text;
using System.Xml;
using Mantle.Server.Accounts;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Server.Federation;

/// <summary>
/// Gets the one assertion of a response that its provider signed, itself or with the response. Signed XML says which element is
/// signed, and readers tend to read another; so there must be a single assertion in the whole document, no id may stand twice,
/// and signatures may be in no other place than those two.
/// </summary>
static class SamlResponse
{
    /// <exception cref="ApiException">InvalidIdentityToken, or IDPRejectedClaim where the provider says that it refused the user.</exception>
    public static XmlElement VerifiedAssertion(string base64, SamlProvider provider, Func<string, string> secretOf)
    {
        try
        {
            var root = SafeXml.Parse(Decode(base64)).DocumentElement!;
            if (root is not { LocalName: "Response", NamespaceURI: SamlNames.Protocol } || root.Attribute("Version") != "2.0")
                throw Invalid();
            CheckStructure(root);
            if (root.Only("Status", SamlNames.Protocol)?.Only("StatusCode", SamlNames.Protocol)?.Attribute("Value") != SamlNames.Success)
                throw Errors.IDPRejectedClaim("The identity provider reported that authentication failed.");
            var metadata = SamlMetadata.Of(provider);
            if (root.Only("Issuer", SamlNames.Assertion) is { } issuer && issuer.PlainText() != metadata.EntityId)
                throw Errors.InvalidIdentityToken("Issuer not present in specified provider");
            var isResponseSigned = SamlSignatures.Verify(root, metadata.SigningCertificates);
            if (isResponseSigned == false)
                throw BadSignature();
            var assertion = Assertion(root, provider, secretOf);
            var isAssertionSigned = SamlSignatures.Verify(assertion, metadata.SigningCertificates);
            return isAssertionSigned != false && (isAssertionSigned ?? isResponseSigned) == true ? assertion : throw BadSignature();
        }
        catch (XmlException)
        {
            throw Invalid();
        }
    }

    static XmlElement Assertion(XmlElement root, SamlProvider provider, Func<string, string> secretOf)
    {
        var plain = root.Only("Assertion", SamlNames.Assertion);
        var encrypted = root.Only("EncryptedAssertion", SamlNames.Assertion);
        if ((plain is null) == (encrypted is null))
            throw Invalid();
        if (plain is not null)
            return provider.EncryptionMode != Wire.Iam.AssertionEncryptionModeType.Required
                ? plain
                : throw Errors.InvalidIdentityToken("The provider requires encrypted assertions");
        var xml = SamlEncryption.Open(encrypted!, provider, secretOf) ?? throw Errors.InvalidIdentityToken("Failed to decrypt the assertion");
        var assertion = SafeXml.Parse(xml).DocumentElement!;
        if (assertion is not { LocalName: "Assertion", NamespaceURI: SamlNames.Assertion })
            throw Invalid();
        CheckStructure(assertion);
        return assertion;
    }

    /// <summary>One assertion at most, each id once, and signatures only where they belong.</summary>
    static void CheckStructure(XmlElement root)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var assertions = 0;
        foreach (var element in root.SelectNodes("descendant-or-self::*")!.Cast<XmlElement>())
        {
            if (element is { LocalName: "Assertion" or "EncryptedAssertion", NamespaceURI: SamlNames.Assertion } && (++assertions > 1 || (element != root && element.ParentNode != root)))
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
            throw Errors.InvalidIdentityToken("Invalid base64 SAMLResponse");
        }
    }

    static ApiException Invalid() => Errors.InvalidIdentityToken("Invalid SAMLResponse");

    static ApiException BadSignature() => Errors.InvalidIdentityToken("Response signature invalid");
}
