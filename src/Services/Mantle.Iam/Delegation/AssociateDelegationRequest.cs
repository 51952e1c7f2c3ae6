using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class AssociateDelegationRequest
{
    public static Access Requires(AssociateDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.AssociateDelegationRequest, r.DelegationRequestId);

    public static WriteTarget Writes(AssociateDelegationRequestRequest r, Call c) => Delegations.Target(c);

    /// <summary>A request to no account in particular is for the first that takes it on.</summary>
    public static void Execute(AssociateDelegationRequestRequest r, Change change)
    {
        if (
            Delegations.FindAny(change.Directory!, r.DelegationRequestId) is not { } request
            || (request.OwnerAccountId ?? change.Account.Id) != change.Account.Id
        )
            throw Delegations.NotFound(r.DelegationRequestId);
        Delegations.Move(
            change,
            request with
            {
                OwnerAccountId = change.Account.Id,
                OwnerId = change.Call.Caller.Arn,
            },
            DelegationState.Assigned,
            DelegationState.Unassigned
        );
    }
}
