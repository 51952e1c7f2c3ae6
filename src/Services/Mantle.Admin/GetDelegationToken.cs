using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Iam.Delegation;
using Mantle.Iam.Entities;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>
/// Returns the exchange token of a finalized delegation request to the requesting account (Mantle extension: AWS publishes it to the
/// request's notification channel, an Amazon SNS topic, and Mantle has no SNS).
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class GetDelegationToken(SecretBox secrets)
{
    public static ValueTask<AccountId?> PrepareAsync(GetDelegationTokenRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static Access Requires(GetDelegationTokenRequest r, Call c) =>
        Delegations.Access(c, Actions.GetDelegationToken, r.DelegationRequestId);

    public GetDelegationTokenResponse Execute(GetDelegationTokenRequest r, Call c, AccountId? requestor)
    {
        var request = Delegations.FindAny(c, requestor, r.DelegationRequestId);
        if (request is null || request.RequestorId != c.Account.Id)
            throw Delegations.NotFound(r.DelegationRequestId);
        return request.State == DelegationState.Finalized
            ? new GetDelegationTokenResponse { TradeInToken = TradeInToken.Of(request, secrets) }
            : throw Errors.InvalidInput($"The token of delegation request {request.Id} has not been sent.");
    }
}
