using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ServiceSpecificCredentials;

[Operation]
static class UpdateServiceSpecificCredential
{
    public static Access Requires(UpdateServiceSpecificCredentialRequest r, Call c) =>
        CredentialParts.Needs(c, Actions.UpdateServiceSpecificCredential, r.UserName, r.ServiceSpecificCredentialId);

    public static void Execute(UpdateServiceSpecificCredentialRequest r, Change change)
    {
        var active = Answers.IsActive(r.Status);
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        var credential = CredentialParts.Find(user, r.ServiceSpecificCredentialId);
        change.Put(
            user with
            {
                ServiceSpecificCredentials = user.ServiceSpecificCredentials.Replace(credential, credential with { Active = active }),
            }
        );
    }
}
