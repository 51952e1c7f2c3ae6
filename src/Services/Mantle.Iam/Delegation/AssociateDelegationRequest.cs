using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class AssociateDelegationRequest
{
    public static Access Requires(AssociateDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.AssociateDelegationRequest, r.DelegationRequestId);

    public static ValueTask<string?> PrepareAsync(AssociateDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(AssociateDelegationRequestRequest r, Call c, string? requestor) => Delegations.Target(c, requestor);

    /// <summary>A request to no account in particular is for the first that takes it on.</summary>
    public static void Execute(AssociateDelegationRequestRequest r, Change change, string? requestor)
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
