using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.S3.Entities;
using Mantle.S3.Policies;

namespace Mantle.S3Control.AccessPoints;

/// <summary>A policy for an access point that a request brings; it may be for none, which is told to who may set it.</summary>
sealed class AccessPointPolicyDraft(BucketPolicyDraft? draft, string name)
{
    public static async ValueTask<AccessPointPolicyDraft> PrepareAsync(Call call, string name, string text) =>
        new(
            call.Account.AccessPoints.Find(name) is { } point
                ? await BucketPolicyDraft.PrepareAsync(call, PolicyResource.AccessPoint(point.ArnIn(call.Account)), text)
                : null,
            name
        );

    /// <summary>The policy, its principals bound to what they are now.</summary>
    public BucketPolicy ToPolicy(Call call, Account owner) =>
        draft?.ToPolicy(call, owner)
        ?? throw new InvalidOperationException($"The access point {name} came to be while its policy was set.");
}
