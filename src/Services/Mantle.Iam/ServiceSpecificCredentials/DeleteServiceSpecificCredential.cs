using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceSpecificCredentials;

[Operation]
static class DeleteServiceSpecificCredential
{
    public static Access Requires(DeleteServiceSpecificCredentialRequest r, Call c) =>
        CredentialParts.Needs(c, Actions.DeleteServiceSpecificCredential, r.UserName, r.ServiceSpecificCredentialId);

    public static void Execute(DeleteServiceSpecificCredentialRequest r, Change change)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        var credential = CredentialParts.Find(user, r.ServiceSpecificCredentialId);
        change.Put(user with { ServiceSpecificCredentials = user.ServiceSpecificCredentials.Remove(credential) });
        change.RemoveSecret(credential.Id);
    }
}
