using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.PublicAccess;

[Operation]
static class DeletePublicAccessBlock
{
    public static Access Requires(DeletePublicAccessBlockRequest r, Call c) =>
        ControlAccess.OnAccount(c, r.AccountId, Actions.PutAccountPublicAccessBlock);

    public static void Execute(DeletePublicAccessBlockRequest r, Change change)
    {
        if (change.Account.Slices.Only<AccountPublicAccess>() is { } set)
            change.Remove(set);
    }
}
