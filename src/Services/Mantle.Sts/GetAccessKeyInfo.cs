using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation]
static class GetAccessKeyInfo
{
    public static Access Requires(GetAccessKeyInfoRequest r, Call c) => new(Actions.GetAccessKeyInfo, "*");

    /// <summary>The key id contains the account id. The answer does not tell whether the key exists.</summary>
    public static GetAccessKeyInfoResponse Execute(GetAccessKeyInfoRequest r, Call c) =>
        new()
        {
            Account =
                UniqueId.AccountOf(r.AccessKeyId) ?? throw CommonErrors.ValidationError($"{r.AccessKeyId} is not a valid access key id"),
        };
}
