using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.PublicAccess;

[Operation]
static class PutPublicAccessBlock
{
    public static Access Requires(PutPublicAccessBlockRequest r, Call c) =>
        ControlAccess.OnAccount(c, r.AccountId, Actions.PutAccountPublicAccessBlock);

    public static void Execute(PutPublicAccessBlockRequest r, Change change) =>
        change.Put(new AccountPublicAccess(PublicAccessConfiguration.Of(r.PublicAccessBlockConfiguration)));
}
