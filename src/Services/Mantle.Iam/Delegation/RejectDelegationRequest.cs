using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

/// <summary>
/// Rejects a request. Of one whose token was sent it takes the access back, as the console does for the owner
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-revoke-access.html"/>).
/// </summary>
[Operation]
static class RejectDelegationRequest
{
    public static Access Requires(RejectDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.RejectDelegationRequest, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(RejectDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    /// <summary>The owner's account knows what it took back; everything else is written to the requesting account.</summary>
    public static WriteTarget Writes(RejectDelegationRequestRequest r, Call c, AccountId? requestor) =>
        Lent(c, requestor, r.DelegationRequestId) is null ? Delegations.Target(c, requestor) : new(c.Account.Id);

    /// <summary>An accepted request too can be rejected, until its token is sent.</summary>
    public static void Execute(RejectDelegationRequestRequest r, Change change, AccountId? requestor)
    {
        if (Lent(change.Call, requestor, r.DelegationRequestId) is { } lent)
        {
            TakeBack(change, lent);
            return;
        }
        var request = Delegations.FindOwned(change, r.DelegationRequestId);
        Delegations.Move(
            change,
            request with
            {
                RejectionReason = r.Notes,
            },
            DelegationState.Rejected,
            DelegationState.Assigned,
            DelegationState.PendingApproval,
            DelegationState.Accepted
        );
    }

    /// <summary>The request of the caller's account whose token was sent; null if there is none. It stays in that state.</summary>
    static Entities.DelegationRequest? Lent(Call call, AccountId? requestor, string id) =>
        Delegations.FindAny(call, requestor, id) is { State: DelegationState.Finalized } request
        && request.OwnerAccountId == call.Account.Id
            ? request
            : null;

    static void TakeBack(Change change, Entities.DelegationRequest request)
    {
        if (request.Approver?.PrincipalId == change.Account.Id.ToString())
            throw Errors.InvalidInput($"Delegation request {request.Id} was approved by the root user, so its access cannot be revoked.");
        foreach (var past in change.Account.EndedDelegations.All.Where(ended => ended.Until <= change.Time).ToList())
            change.Remove(past);
        change.Put(new EndedDelegation { RequestId = request.Id, Until = request.UpdatedTime.AddSeconds(request.SessionDuration) });
    }
}
