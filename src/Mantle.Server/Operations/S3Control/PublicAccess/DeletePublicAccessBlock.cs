using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Wire.S3Control;

namespace Mantle.Server.Operations.S3Control.PublicAccess;

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
