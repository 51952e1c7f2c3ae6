using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessKeys;

[Operation]
static class ListAccessKeys
{
    public static Access Requires(ListAccessKeysRequest r, Call c) => AccessTo.User(c, Actions.ListAccessKeys, r.UserName);

    public static ListAccessKeysResponse Execute(ListAccessKeysRequest r, Call c)
    {
        var owner = KeyOwner.Of(c, c.Account, r.UserName);
        var page = Page.Sorted(owner.Keys, key => key.Id, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new ListAccessKeysResponse
        {
            AccessKeyMetadata =
            [
                .. page.Items.Select(key => new AccessKeyMetadata
                {
                    UserName = owner.IsRoot ? null : owner.Name,
                    AccessKeyId = key.Id,
                    Status = key.Active ? "Active" : "Inactive",
                    CreateDate = key.CreateDate,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
