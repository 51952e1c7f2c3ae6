using System.Collections.Immutable;

namespace Mantle.RolesAnywhere.Entities;

/// <summary>
/// The subject name of certificates that got sessions. It is written when a certificate is seen for the first time;
/// later uses are no writes.
/// </summary>
[Entity(46)]
sealed record Subject : Resource, IResourceType
{
    static string IResourceType.Type => "subject";

    [JsonIgnore]
    public override long FurtherBytes => Certificates.Sum(each => each.Pem.Length + each.Issuer.Length) * sizeof(char);

    /// <summary>The distinguished name, as RFC 2253 writes it.</summary>
    public required string Name { get; init; }

    /// <summary>The certificates that were seen last, the newest first.</summary>
    public ImmutableArray<SeenCertificate> Certificates { get; init; } = [];
}

/// <summary>A certificate that got sessions.</summary>
/// <param name="Fingerprint">SHA-256 of the certificate, in hexadecimal.</param>
/// <param name="SerialNumber">Its serial number, a decimal number.</param>
/// <param name="Issuer">The issuer's distinguished name.</param>
/// <param name="Pem">The certificate in PEM.</param>
/// <param name="FirstSeen">When it was seen for the first time.</param>
sealed record SeenCertificate(string Fingerprint, string SerialNumber, string Issuer, string Pem, DateTimeOffset FirstSeen);
