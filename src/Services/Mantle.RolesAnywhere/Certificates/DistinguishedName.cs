using System.Formats.Asn1;
using System.Text;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>An attribute of a distinguished name, such as the common name.</summary>
readonly record struct NameAttribute(string Oid, string Value);

/// <summary>Subjects, issuers and directory names (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4"/>).</summary>
static class DistinguishedName
{
    public const string CommonName = "2.5.4.3";

    /// <summary>The short names of attributes, as OpenSSL and RFC 4519 have them.</summary>
    static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        [CommonName] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "title",
        ["2.5.4.17"] = "postalCode",
        ["2.5.4.42"] = "GN",
        ["2.5.4.43"] = "initials",
        ["2.5.4.44"] = "generationQualifier",
        ["2.5.4.46"] = "dnQualifier",
        ["2.5.4.65"] = "pseudonym",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    static readonly Dictionary<string, string> Oids = ShortNames.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The short name of an attribute; null for an unknown one.</summary>
    public static string? ShortNameOf(string oid) => ShortNames.GetValueOrDefault(oid);

    /// <summary>The attribute that a short name or a dotted OID means; null for anything else.</summary>
    public static string? OidOf(string specifier) =>
        Oids.GetValueOrDefault(specifier)
        ?? (specifier.Contains('.') && specifier.All(c => char.IsAsciiDigit(c) || c == '.') ? specifier : null);

    /// <summary>The attributes in the order of the certificate.</summary>
    /// <exception cref="AsnContentException">It is no distinguished name.</exception>
    public static List<NameAttribute> Parse(ReadOnlyMemory<byte> der) => Parts(der).SelectMany(part => part).ToList();

    /// <summary>The name as RFC 2253 writes it: the last part first.</summary>
    /// <exception cref="AsnContentException">It is no distinguished name.</exception>
    public static string Text(ReadOnlyMemory<byte> der) =>
        string.Join(',', Parts(der).AsEnumerable().Reverse().Select(part => string.Join('+', part.Select(Text))));

    static string Text(NameAttribute attribute) => $"{ShortNameOf(attribute.Oid) ?? attribute.Oid}={Escaped(attribute.Value)}";

    static string Escaped(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            var isEdge = (i == 0 && value[i] is ' ' or '#') || (i == value.Length - 1 && value[i] == ' ');
            if (isEdge || ",+\"\\<>;".Contains(value[i]))
                text.Append('\\');
            text.Append(value[i]);
        }
        return text.ToString();
    }

    static List<List<NameAttribute>> Parts(ReadOnlyMemory<byte> der)
    {
        var parts = new List<List<NameAttribute>>();
        var name = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        while (name.HasData)
        {
            // Some issuers do not sort the attributes of a part, which says nothing of the name.
            var part = name.ReadSetOf(skipSortOrderValidation: true);
            var attributes = new List<NameAttribute>();
            while (part.HasData)
            {
                var attribute = part.ReadSequence();
                attributes.Add(new NameAttribute(attribute.ReadObjectIdentifier(), Value(attribute)));
            }
            parts.Add(attributes);
        }
        return parts;
    }

    static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass == TagClass.Universal)
            switch ((UniversalTagNumber)tag.TagValue)
            {
                case UniversalTagNumber.UTF8String:
                case UniversalTagNumber.PrintableString:
                case UniversalTagNumber.IA5String:
                case UniversalTagNumber.T61String:
                case UniversalTagNumber.BMPString:
                case UniversalTagNumber.NumericString:
                case UniversalTagNumber.VisibleString:
                    return attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue);
            }
        return $"#{Convert.ToHexStringLower(attribute.ReadEncodedValue().Span)}";
    }
}
