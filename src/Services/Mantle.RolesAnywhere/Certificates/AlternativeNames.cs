using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>
/// The first DNS name, URI and directory name of a certificate's subject alternative names: AWS maps no others
/// (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6"/>).
/// </summary>
sealed record AlternativeNames(string? Dns, string? Uri, IReadOnlyList<NameAttribute> Directory)
{
    static readonly Asn1Tag DnsTag = new(TagClass.ContextSpecific, 2),
        DirectoryTag = new(TagClass.ContextSpecific, 4),
        UriTag = new(TagClass.ContextSpecific, 6);

    /// <exception cref="AsnContentException">The extension cannot be read.</exception>
    public static AlternativeNames Of(X509Certificate2 certificate)
    {
        string? dns = null,
            uri = null;
        IReadOnlyList<NameAttribute>? directory = null;
        var extension = certificate.Extensions.FirstOrDefault(each => each.Oid?.Value == "2.5.29.17");
        if (extension is null)
            return new AlternativeNames(null, null, []);
        var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (tag.HasSameClassAndValue(DnsTag))
            {
                var value = names.ReadCharacterString(UniversalTagNumber.IA5String, DnsTag);
                dns ??= value;
            }
            else if (tag.HasSameClassAndValue(UriTag))
            {
                var value = names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag);
                uri ??= value;
            }
            else if (tag.HasSameClassAndValue(DirectoryTag))
            {
                var value = DistinguishedName.Parse(names.ReadSequence(DirectoryTag).ReadEncodedValue());
                directory ??= value;
            }
            else
                names.ReadEncodedValue();
        }
        return new AlternativeNames(dns, uri, directory ?? []);
    }
}
