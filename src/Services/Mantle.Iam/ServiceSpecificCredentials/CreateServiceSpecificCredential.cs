using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using Credential = Mantle.Core.Accounts.ServiceSpecificCredential;

namespace Mantle.Iam.ServiceSpecificCredentials;

[Operation]
static class CreateServiceSpecificCredential
{
    public static Access Requires(CreateServiceSpecificCredentialRequest r, Call c) =>
        AccessTo.User(c, Actions.CreateServiceSpecificCredential, r.UserName) with
        {
            Keys =
            [
                ("iam:ServiceSpecificCredentialServiceName", r.ServiceName),
                ("iam:ServiceSpecificCredentialAgeDays", r.CredentialAgeDays?.ToString(CultureInfo.InvariantCulture)),
            ],
        };

    public static CreateServiceSpecificCredentialResponse Execute(CreateServiceSpecificCredentialRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        var service = CredentialService.Find(r.ServiceName);
        if (r.CredentialAgeDays is not null && !service.HasApiKeys)
            throw Errors.ValidationError($"CredentialAgeDays is not supported for service {service.Name}");
        Quota.Check(
            change,
            "ServiceSpecificCredentialsPerUser",
            Quota.CredentialsPerService,
            user.ServiceSpecificCredentials.Count(known => known.ServiceName == service.Name)
        );
        var credential = new Credential(
            UniqueId.New(UniqueId.ServiceSpecificCredential),
            service.Name,
            change.Time,
            Active: true,
            CredentialParts.NewPublicPart(change.Account, user, service)
        )
        {
            ExpirationDate = r.CredentialAgeDays is { } days ? change.Time.AddDays(days) : null,
        };
        change.Put(user with { ServiceSpecificCredentials = user.ServiceSpecificCredentials.Add(credential) });
        var secret = CredentialParts.NewSecret(change, service, credential);
        return new CreateServiceSpecificCredentialResponse
        {
            ServiceSpecificCredential = CredentialParts.Shown(user, service, credential, secret, change.Time),
        };
    }
}
