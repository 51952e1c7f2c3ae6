using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class AcceptDelegationRequest
{
    public static Access Requires(AcceptDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.AcceptDelegationRequest, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(AcceptDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(AcceptDelegationRequestRequest r, Call c, AccountId? requestor) => Delegations.Target(c, requestor);

    /// <summary>
    /// The session that the request leads to has the rights of the identity that accepts it, limited by the request's policy.
    /// </summary>
    public static void Execute(AcceptDelegationRequestRequest r, Change change, AccountId? requestor)
    {
        var request = Delegations.FindOwned(change, r.DelegationRequestId);
        Delegations.Move(
            change,
            request with
            {
                Approver = Delegations.Approver(change.Call, request),
            },
            DelegationState.Accepted,
            DelegationState.Assigned,
            DelegationState.PendingApproval
        );
    }
}
