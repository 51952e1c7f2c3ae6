using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.PublicAccess;

[Operation]
static class GetPublicAccessBlock
{
    public static Access Requires(GetPublicAccessBlockRequest r, Call c) =>
        ControlAccess.OnAccount(c, r.AccountId, Actions.GetAccountPublicAccessBlock);

    public static GetPublicAccessBlockOutput Execute(GetPublicAccessBlockRequest r, Call c) =>
        new()
        {
            PublicAccessBlockConfiguration = PublicAccessConfiguration.Shape(
                c.Account.PublicAccess ?? throw Errors.NoSuchPublicAccessBlockConfiguration().With(("AccountId", r.AccountId))
            ),
        };
}
