using Mantle.RolesAnywhere.Certificates;
using Mantle.RolesAnywhere.Entities;

namespace Mantle.RolesAnywhere.Subjects;

/// <summary>Writes down which certificates of a subject were seen.</summary>
static class SubjectRecord
{
    /// <summary>How many certificates of a subject are kept.</summary>
    const int MostCertificates = 10;

    /// <summary>
    /// How many subjects an account keeps, so that an authority with many short-lived names does not fill it; the one that is not seen with
    /// a new certificate for longest goes first.
    /// </summary>
    const int MostSubjects = 10_000;

    /// <summary>The subject's id; a certificate that is known writes nothing.</summary>
    public static string Note(Change change, string region, EndEntity certificate)
    {
        var name = DistinguishedName.Text(certificate.Certificate.SubjectName.RawData);
        var id = SubjectUse.IdOf(change.Account.Id, region, name);
        var known = change.Account.FindResource<Subject>(region, id);
        if (known?.Certificates.Any(each => each.Fingerprint == certificate.Fingerprint) == true)
            return id;
        var seen = new SeenCertificate(
            certificate.Fingerprint,
            certificate.DecimalSerialNumber,
            DistinguishedName.Text(certificate.Certificate.IssuerName.RawData),
            Pem.Of(certificate.Certificate),
            change.Time
        );
        if (known is null)
            MakeRoom(change);
        known ??= new Subject
        {
            Id = id,
            Region = region,
            Name = name,
            Enabled = true,
            CreateDate = change.Time,
            UpdateDate = change.Time,
        };
        change.Put(known with { Certificates = [seen, .. known.Certificates.Take(MostCertificates - 1)], UpdateDate = change.Time });
        return id;
    }

    static void MakeRoom(Change change)
    {
        var all = change.Account.Slices.Table<Subject>();
        if (all.Count >= MostSubjects && all.All.MinBy(each => each.UpdateDate) is { } oldest)
            change.Remove(oldest);
    }
}
