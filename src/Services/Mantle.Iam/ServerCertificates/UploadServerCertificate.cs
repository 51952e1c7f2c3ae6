using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Certificates;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using ServerCertificate = Mantle.Iam.Entities.ServerCertificate;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class UploadServerCertificate
{
    public static Access Requires(UploadServerCertificateRequest r, Call c) =>
        new(Actions.UploadServerCertificate, EntityArn.New(c.Account, "server-certificate", r.Path, r.ServerCertificateName))
        {
            RequestTags = TagInput.Of(r.Tags),
            And = TagInput.Needs(
                r.Tags,
                Actions.TagServerCertificate,
                EntityArn.New(c.Account, "server-certificate", r.Path, r.ServerCertificateName)
            ),
        };

    public static UploadServerCertificateResponse Execute(UploadServerCertificateRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var account = change.Account;
        if (account.ServerCertificates.Find(r.ServerCertificateName) is not null)
            throw Errors.EntityAlreadyExists($"The Server Certificate with name {r.ServerCertificateName} already exists.");
        Quota.Check(change, "ServerCertificatesPerAccount", Quota.ServerCertificates, account.ServerCertificates.Count);
        using var parsed = CertificateInput.Server(r.CertificateBody, change.Time);
        CertificateInput.MatchKey(parsed, r.PrivateKey);
        if (r.CertificateChain is { } chain)
            CertificateInput.MatchChain(parsed, chain);
        var certificate = new ServerCertificate
        {
            Name = r.ServerCertificateName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.ServerCertificate),
            Arn = EntityArn.New(account, "server-certificate", r.Path, r.ServerCertificateName),
            UploadDate = change.Time,
            Expiration = new DateTimeOffset(parsed.NotAfter).ToUniversalTime(),
            // AWS returns the body trimmed, and Terraform compares it with a trimmed one.
            Body = r.CertificateBody.Trim(),
            Chain = r.CertificateChain?.Trim(),
            Tags = TagInput.New(r.Tags, StringComparer.Ordinal),
        };
        change.Put(certificate);
        return new UploadServerCertificateResponse
        {
            ServerCertificateMetadata = Answers.Of(certificate),
            Tags = Answers.Tags(certificate.Tags),
        };
    }
}
