using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.SshPublicKeys;

[Operation]
static class ListSSHPublicKeys
{
    public static Access Requires(ListSSHPublicKeysRequest r, Call c) => AccessTo.User(c, Actions.ListSSHPublicKeys, r.UserName);

    public static ListSSHPublicKeysResponse Execute(ListSSHPublicKeysRequest r, Call c)
    {
        var user = Existing.UserOrCaller(c, c.Account, r.UserName);
        var page = Page.Sorted(user.SshPublicKeys, key => key.Id, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new ListSSHPublicKeysResponse
        {
            SSHPublicKeys =
            [
                .. page.Items.Select(key => new SSHPublicKeyMetadata
                {
                    UserName = user.Name,
                    SSHPublicKeyId = key.Id,
                    Status = Answers.Status(key.Active),
                    UploadDate = key.UploadDate,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
