using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class AssociateDelegationRequest
{
    public static Access Requires(AssociateDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.AssociateDelegationRequest, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(AssociateDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(AssociateDelegationRequestRequest r, Call c, AccountId? requestor) => Delegations.Target(c, requestor);

    /// <summary>Any account may associate a request that names no account; the first one to do so owns it.</summary>
    public static void Execute(AssociateDelegationRequestRequest r, Change change, AccountId? requestor)
    {
        var request = Delegations.FindFree(change, r.DelegationRequestId);
        Delegations.Move(
            change,
            request with
            {
                OwnerAccountId = change.Call.Account.Id,
                OwnerId = change.Call.Caller.Arn,
            },
            DelegationState.Assigned,
            DelegationState.Unassigned
        );
        change.Claim(IamNames.TakenDelegationRequest, $"{change.Call.Account.Id}/{request.Id}");
    }
}
