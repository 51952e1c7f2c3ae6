using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceSpecificCredentials;

[Operation]
static class ResetServiceSpecificCredential
{
    public static Access Requires(ResetServiceSpecificCredentialRequest r, Call c) =>
        CredentialParts.Needs(c, Actions.ResetServiceSpecificCredential, r.UserName, r.ServiceSpecificCredentialId);

    public static ResetServiceSpecificCredentialResponse Execute(ResetServiceSpecificCredentialRequest r, Change change)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        var credential = CredentialParts.Find(user, r.ServiceSpecificCredentialId);
        var service = CredentialService.Find(credential.ServiceName);
        var secret = CredentialParts.NewSecret(change, service, credential);
        return new ResetServiceSpecificCredentialResponse
        {
            ServiceSpecificCredential = CredentialParts.Shown(user, service, credential, secret, change.Time),
        };
    }
}
