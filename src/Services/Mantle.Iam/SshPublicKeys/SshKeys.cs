using Mantle.Core.Accounts;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

/// <summary>A user's SSH public keys.</summary>
static class SshKeys
{
    public static SshPublicKey Find(Core.Accounts.User user, string id)
    {
        foreach (var key in user.SshPublicKeys)
            if (key.Id == id)
                return key;
        throw Errors.NoSuchEntity($"The Public Key with id {id} cannot be found.");
    }

    public static SSHPublicKey Shown(Core.Accounts.User user, SshPublicKey key, string body) =>
        new()
        {
            UserName = user.Name,
            SSHPublicKeyId = key.Id,
            Fingerprint = key.Fingerprint,
            SSHPublicKeyBody = body,
            Status = Answers.Status(key.Active),
            UploadDate = key.UploadDate,
        };
}
