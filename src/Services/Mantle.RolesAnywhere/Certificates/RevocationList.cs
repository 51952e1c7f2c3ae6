using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>
/// A certificate revocation list (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-5"/>). One that is past its next update still
/// revokes what it lists.
/// </summary>
sealed class RevocationList
{
    const string Label = "X509 CRL",
        DeltaIndicator = "2.5.29.27",
        DistributionPoint = "2.5.29.28";

    static readonly ConditionalWeakTable<string, RevocationList> Known = [];

    readonly byte[] der;
    readonly byte[] issuer;
    readonly HashSet<string> serialNumbers;

    RevocationList(byte[] der, byte[] issuer, HashSet<string> serialNumbers) =>
        (this.der, this.issuer, this.serialNumbers) = (der, issuer, serialNumbers);

    /// <summary>A stored list, which is parsed once.</summary>
    public static RevocationList Of(string stored) =>
        Known.GetValue(stored, text => TryParse(text) ?? throw new InvalidDataException("A stored revocation list cannot be read."));

    /// <summary>A list in PEM; null where it is none, or one that lists changes only, or certificates of other issuers.</summary>
    public static RevocationList? TryParse(string pem)
    {
        try
        {
            return Pem.TryOne(pem, Label) is { } der ? Read(der) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether an authority signed the list, with SHA-256 or stronger.</summary>
    public bool IsBy(X509Certificate2 authority) =>
        authority.SubjectName.RawData.AsSpan().SequenceEqual(issuer) && SignedDer.IsBy(der, authority);

    /// <summary>Whether a certificate of the list's issuer is on it.</summary>
    public bool Has(X509Certificate2 certificate) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer)
        && serialNumbers.Contains(Convert.ToHexString(certificate.SerialNumberBytes.Span));

    static RevocationList? Read(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var list = outer.ReadSequence().ReadSequence();
        outer.ThrowIfNotEmpty();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            list.ReadInteger();
        list.ReadSequence();
        var issuer = list.ReadEncodedValue().ToArray();
        ReadTime(list);
        if (list.HasData && IsTime(list.PeekTag()))
            ReadTime(list);
        var serialNumbers = new HashSet<string>(StringComparer.Ordinal);
        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var entries = list.ReadSequence();
            while (entries.HasData)
                serialNumbers.Add(Convert.ToHexString(entries.ReadSequence().ReadIntegerBytes().Span));
        }
        return list.HasData && !AreKnown(list.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence())
            ? null
            : new RevocationList(der, issuer, serialNumbers);
    }

    static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    static void ReadTime(AsnReader list)
    {
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime))
            list.ReadUtcTime();
        else
            list.ReadGeneralizedTime();
    }

    /// <summary>Whether the extensions change nothing of what the list means here.</summary>
    static bool AreKnown(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var isCritical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            if (oid == DeltaIndicator || (oid == DistributionPoint ? IsIndirect(value) : isCritical))
                return false;
        }
        return true;
    }

    static bool IsIndirect(byte[] distributionPoint)
    {
        var indirect = new Asn1Tag(TagClass.ContextSpecific, 4);
        var point = new AsnReader(distributionPoint, AsnEncodingRules.DER).ReadSequence();
        while (point.HasData)
        {
            if (point.PeekTag().HasSameClassAndValue(indirect))
                return point.ReadBoolean(indirect);
            point.ReadEncodedValue();
        }
        return false;
    }
}
