using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using ServerCertificate = Mantle.Iam.Entities.ServerCertificate;

namespace Mantle.Iam.ServerCertificates;

[Operation]
static class UpdateServerCertificate
{
    /// <summary>Renaming or moving needs the permission on the new name too.</summary>
    public static Access Requires(UpdateServerCertificateRequest r, Call c) =>
        AccessTo.ServerCertificate(c, Actions.UpdateServerCertificate, r.ServerCertificateName) with
        {
            And =
                r.NewServerCertificateName is null && r.NewPath is null
                    ? []
                    :
                    [
                        new Access(
                            Actions.UpdateServerCertificate,
                            NewArn(c.Account, r, c.Account.ServerCertificates.Find(r.ServerCertificateName))
                        ),
                    ],
        };

    public static void Execute(UpdateServerCertificateRequest r, Change change)
    {
        ReservedNames.CheckPath(r.NewPath);
        var certificate = Existing.ServerCertificate(change.Account, r.ServerCertificateName);
        var name = r.NewServerCertificateName ?? certificate.Name;
        if (change.Account.ServerCertificates.Find(name) is { } other && (other.Id != certificate.Id || name != certificate.Name))
            throw Errors.EntityAlreadyExists($"The Server Certificate with name {name} already exists.");
        change.Remove(certificate);
        change.Put(certificate with { Name = name, Path = r.NewPath ?? certificate.Path, Arn = NewArn(change.Account, r, certificate) });
    }

    static Arn NewArn(Account account, UpdateServerCertificateRequest r, ServerCertificate? certificate) =>
        EntityArn.New(
            account,
            "server-certificate",
            r.NewPath ?? certificate?.Path,
            r.NewServerCertificateName ?? certificate?.Name ?? r.ServerCertificateName
        );
}
