using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class UpdateDelegationRequest
{
    public static Access Requires(UpdateDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.UpdateDelegationRequest, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(UpdateDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(UpdateDelegationRequestRequest r, Call c, AccountId? requestor) => Delegations.Target(c, requestor);

    /// <summary>Passes the request on for approval.</summary>
    public static void Execute(UpdateDelegationRequestRequest r, Change change, AccountId? requestor)
    {
        var request = Delegations.FindOwned(change, r.DelegationRequestId);
        Delegations.Move(
            change,
            request with
            {
                Notes = r.Notes ?? request.Notes,
            },
            DelegationState.PendingApproval,
            DelegationState.Assigned,
            DelegationState.PendingApproval
        );
    }
}
