using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Mantle.Core.Accounts;

namespace Mantle.Core.Federation;

/// <summary>
/// The used parts of an identity provider's metadata: its entity id and its signing certificates
/// (<see href="https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf"/>).
/// </summary>
/// <param name="EntityId">The provider's entity id, which is the <c>Issuer</c> of its assertions.</param>
/// <param name="ValidUntil">When the metadata expires; null if it does not say.</param>
/// <param name="SigningCertificates">Its signing certificates. Only their keys are used; their validity dates are ignored.</param>
public sealed record SamlMetadata(string EntityId, DateTimeOffset? ValidUntil, ImmutableArray<X509Certificate2> SigningCertificates)
{
    const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata",
        Signature = "http://www.w3.org/2000/09/xmldsig#";
    const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";

    static readonly ConditionalWeakTable<string, SamlMetadata> Known = [];

    /// <summary>The metadata of a provider, parsed once.</summary>
    public static SamlMetadata Of(SamlProvider provider) => Known.GetValue(provider.Metadata, static text => TryParse(text)!);

    /// <summary>Parses a metadata document; null if it is not the metadata of an identity provider with a signing certificate.</summary>
    public static SamlMetadata? TryParse(string xml)
    {
        try
        {
            var root = SafeXml.Parse(xml).DocumentElement!;
            var entities =
                root is { LocalName: "EntitiesDescriptor", NamespaceURI: Metadata }
                    ? root.Children("EntityDescriptor", Metadata).Where(entity => Role(entity) is not null).ToList()
                : root is { LocalName: "EntityDescriptor", NamespaceURI: Metadata } ? [root]
                : [];
            if (entities is not [var only] || only.Attribute("entityID") is not { Length: > 0 } id || Role(only) is not { } role)
                return null;
            var certificates = role.Children("KeyDescriptor", Metadata)
                .Where(key => key.Attribute("use") is null or "signing")
                .SelectMany(Certificates)
                .ToImmutableArray();
            var ends = new[] { root, only, role }
                .Select(element => SafeXml.Moment(element.Attribute("validUntil")))
                .OfType<DateTimeOffset>()
                .ToList();
            return certificates.IsEmpty ? null : new SamlMetadata(id, ends.Count == 0 ? null : ends.Min(), certificates);
        }
        catch (Exception error) when (error is XmlException or CryptographicException or FormatException)
        {
            return null;
        }
    }

    static XmlElement? Role(XmlElement entity) =>
        entity
            .Children("IDPSSODescriptor", Metadata)
            .FirstOrDefault(role => (role.Attribute("protocolSupportEnumeration") ?? "").Split(' ').Contains(Protocol));

    static IEnumerable<X509Certificate2> Certificates(XmlElement key) =>
        from info in key.Children("KeyInfo", Signature)
        from data in info.Children("X509Data", Signature)
        from certificate in data.Children("X509Certificate", Signature)
        select X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate.PlainText()));
}
