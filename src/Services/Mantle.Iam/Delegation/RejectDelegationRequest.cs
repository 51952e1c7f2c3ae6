using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class RejectDelegationRequest
{
    public static Access Requires(RejectDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.RejectDelegationRequest, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(RejectDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(RejectDelegationRequestRequest r, Call c, AccountId? requestor) => Delegations.Target(c, requestor);

    /// <summary>An accepted request too can be rejected, until its token is sent.</summary>
    public static void Execute(RejectDelegationRequestRequest r, Change change, AccountId? requestor)
    {
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
}
