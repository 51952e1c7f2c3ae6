using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.S3.Policies;

namespace Mantle.S3Control.AccessPoints;

/// <summary>
/// The access point policy of a request. The access point may be missing; only callers who may set the policy learn that.
/// </summary>
sealed class AccessPointPolicyDraft(BucketPolicyDraft? draft, string name)
{
    public static async ValueTask<AccessPointPolicyDraft> PrepareAsync(Call call, string name, string text) =>
        new(
            ControlAccess.Known(call.Account, name) is { } point
                ? await BucketPolicyDraft.PrepareAsync(call, PolicyResource.AccessPoint(point.ArnIn(call.Account)), text)
                : null,
            name
        );

    /// <summary>The policy with its principals bound to their unique ids.</summary>
    public BucketPolicy ToPolicy(Call call, Account owner) =>
        draft?.ToPolicy(call, owner)
        ?? throw new InvalidOperationException($"The access point {name} was created while its policy was set.");
}
