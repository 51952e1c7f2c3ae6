using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Entities;
using Mantle.Core.Operations;
using Mantle.S3.Entities;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.PublicAccess;

[Operation]
static class DeletePublicAccessBlock
{
    public static Access Requires(DeletePublicAccessBlockRequest r, Call c) => ControlAccess.OnAccount(c, r.AccountId, "s3:PutAccountPublicAccessBlock");

    public static void Execute(DeletePublicAccessBlockRequest r, Change change)
    {
        if (change.Account.Slices.Single<AccountPublicAccess>() is { } set)
            change.Remove(set);
    }
}
