using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Entities;
using Mantle.S3.Policies;
using AccessPoint = Mantle.S3.Entities.AccessPoint;

namespace Mantle.S3Control.AccessPoints;

/// <summary>
/// The access point policy of a request. The access point may be missing; only callers who may set the policy learn that.
/// </summary>
sealed class AccessPointPolicyDraft(BucketPolicyDraft? draft, string? arn)
{
    public static async ValueTask<AccessPointPolicyDraft> PrepareAsync(Call call, string name, string text)
    {
        if (call.Account.AccessPoints.Find(name)?.ArnIn(call.Account) is not { } arn)
            return new(null, null);
        return new(await BucketPolicyDraft.PrepareAsync(call, PolicyResource.AccessPoint(arn), text), arn);
    }

    /// <summary>The policy with its principals bound to their unique ids.</summary>
    /// <exception cref="LostRaceException">
    /// The access point was created, or created again elsewhere, since the policy was read. The call starts over.
    /// </exception>
    public BucketPolicy ToPolicy(Call call, Account owner, AccessPoint point) =>
        draft is not null && point.ArnIn(owner) == arn ? draft.ToPolicy(call, owner) : throw new LostRaceException();
}
