using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Subjects;

[Operation]
sealed class GetSubject(LastUsed lastUsed)
{
    public static Access Requires(ScalarSubjectRequest r, Call c) => AccessTo.One<Subject>(c, Actions.GetSubject, r.SubjectId);

    /// <summary>When the subject and each of its certificates were seen last.</summary>
    public async ValueTask<Seen> WorkAsync(ScalarSubjectRequest r, Call c, CancellationToken cancellation)
    {
        var subject = Existing.Subject(c, c.Account, r.SubjectId);
        var certificates = new List<DateTimeOffset>();
        foreach (var certificate in subject.Certificates)
            certificates.Add(await SubjectUse.LastSeenAsync(lastUsed, subject, certificate));
        return new Seen(await SubjectUse.LastSeenAsync(lastUsed, subject), certificates);
    }

    public static SubjectDetailResponse Execute(ScalarSubjectRequest r, Call c, Seen seen)
    {
        var subject = Existing.Subject(c, c.Account, r.SubjectId);
        return new()
        {
            Subject = new()
            {
                SubjectId = subject.Id,
                SubjectArn = ResourceArn.Of<Subject>(c, subject.Id),
                X509Subject = subject.Name,
                Enabled = subject.Enabled,
                CreatedAt = subject.CreateDate,
                UpdatedAt = subject.UpdateDate,
                LastSeenAt = seen.Subject,
                InstanceProperties = [],
                Credentials =
                [
                    .. subject.Certificates.Zip(
                        seen.Certificates,
                        (certificate, at) =>
                            new CredentialSummary
                            {
                                SerialNumber = certificate.SerialNumber,
                                Issuer = certificate.Issuer,
                                X509CertificateData = certificate.Pem,
                                SeenAt = at,
                                Enabled = true,
                                Failed = false,
                            }
                    ),
                ],
            },
        };
    }

    internal sealed record Seen(DateTimeOffset Subject, IReadOnlyList<DateTimeOffset> Certificates);
}
