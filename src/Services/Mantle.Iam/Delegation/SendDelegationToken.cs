using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class SendDelegationToken
{
    public static Access Requires(SendDelegationTokenRequest r, Call c) =>
        Delegations.Access(c, Actions.SendDelegationToken, r.DelegationRequestId);

    public static ValueTask<AccountId?> PrepareAsync(SendDelegationTokenRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static WriteTarget Writes(SendDelegationTokenRequest r, Call c, AccountId? requestor) => Delegations.Target(c, requestor);

    /// <summary>
    /// From now on the requesting account can fetch the exchange token (<c>GetDelegationToken</c> of Mantle's own service).
    /// </summary>
    public static void Execute(SendDelegationTokenRequest r, Change change, AccountId? requestor)
    {
        var request = Delegations.FindOwned(change, r.DelegationRequestId);
        if (request.OnlySendByOwner && request.OwnerId != change.Call.Caller.Arn)
            throw CommonErrors.AccessDenied(
                $"User: {change.Call.Caller.Arn} is not authorized to perform: iam:SendDelegationToken because only the "
                    + $"request's owner may send the token"
            );
        Delegations.Move(change, request, DelegationState.Finalized, DelegationState.Accepted);
    }
}
