using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Mantle.RolesAnywhere.Entities;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>
/// The session tags of a certificate: the attributes that the profile's mappings name
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html"/>).
/// </summary>
/// <param name="Tags">The tags.</param>
/// <param name="Unmapped">What has characters or a length that no session tag has, as AWS lists it.</param>
sealed partial record CertificateTags(ImmutableArray<Tag> Tags, string? Unmapped)
{
    public const string Subject = "x509Subject",
        Issuer = "x509Issuer",
        Alternative = "x509SAN";

    /// <summary>The mappings of a new profile.</summary>
    public static readonly ImmutableArray<FieldMapping> Default =
    [
        new(Issuer, ["*"]),
        new(Alternative, ["DNS", "URI", "Name/*"]),
        new(Subject, ["*"]),
    ];

    public static CertificateTags Of(EndEntity certificate, ImmutableArray<FieldMapping> mappings)
    {
        var tags = ImmutableArray.CreateBuilder<Tag>();
        var failed = new Dictionary<string, List<string>>(StringComparer.Ordinal)
        {
            [Issuer] = [],
            [Subject] = [],
            [Alternative] = [],
        };
        foreach (var mapping in mappings)
        foreach (var (name, value, label) in mapping.Specifiers.SelectMany(specifier => Values(certificate, mapping.Field, specifier)))
        {
            var key = $"{mapping.Field}/{name}";
            if (tags.Any(tag => tag.Key == key))
                continue;
            if (Value().IsMatch(value) && !value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                tags.Add(new Tag(key, value));
            else
                failed[mapping.Field].Add(label);
        }
        var unmapped = failed.Values.Any(list => list.Count > 0)
            ? $"Some attributes failed to be mapped into session tags. Issuer: [ {Listed(Issuer)} ]; Subject: [ {Listed(Subject)} ]; "
                + $"SAN: [ {Listed(Alternative)} ]"
            : null;
        return new CertificateTags(tags.ToImmutable(), unmapped);

        string Listed(string field) => string.Join(", ", failed[field]);
    }

    /// <summary>A specifier as it is stored and shown; null for one that names nothing in its field.</summary>
    public static string? Normal(string field, string specifier) =>
        field != Alternative ? (specifier == "*" || DistinguishedName.OidOf(specifier) is not null ? specifier : null)
        : specifier is "DNS" or "URI" ? specifier
        : specifier is "Name" or "Name/" or "Name/*" ? "Name/*"
        : specifier.StartsWith("Name/", StringComparison.Ordinal) && DistinguishedName.OidOf(specifier["Name/".Length..]) is not null
            ? specifier
        : null;

    static IEnumerable<(string Name, string Value, string Label)> Values(EndEntity certificate, string field, string specifier)
    {
        switch (field, specifier)
        {
            // AWS labels alternative names with the number of their kind too.
            case (Alternative, "DNS"):
                return certificate.AlternativeNames.Dns is { } dns ? [("DNS", dns, "DNS/2")] : [];
            case (Alternative, "URI"):
                return certificate.AlternativeNames.Uri is { } uri ? [("URI", uri, "URI/6")] : [];
            case (Alternative, _):
                return Named(certificate.AlternativeNames.Directory, specifier["Name/".Length..], "Name/");
            default:
                return Named(field == Subject ? certificate.Subject : certificate.Issuer, specifier, "");
        }
    }

    /// <summary>Several values of an attribute are one tag, with slashes between them, in the order of the certificate.</summary>
    static IEnumerable<(string Name, string Value, string Label)> Named(IReadOnlyList<NameAttribute> name, string specifier, string prefix)
    {
        var wanted = specifier == "*" ? null : DistinguishedName.OidOf(specifier);
        foreach (var group in name.GroupBy(each => each.Oid))
            if (
                (
                    wanted is null ? DistinguishedName.ShortNameOf(group.Key)
                    : group.Key == wanted ? specifier
                    : null
                ) is
                { } found
            )
                yield return (prefix + found, string.Join('/', group.Select(each => each.Value)), prefix + found);
    }

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
