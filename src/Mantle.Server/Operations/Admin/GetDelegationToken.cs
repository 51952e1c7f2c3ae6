using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Server.Operations.Iam.Delegation;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>
/// The exchange token of a finalized delegation request, for the account that asked (Mantle extension: AWS sends it to the request's
/// notification channel, a topic of a service that is not here).
/// </summary>
[Operation(IssuesCredentials = true)]
static class GetDelegationToken
{
    public static ValueTask<NameDirectory> PrepareAsync(GetDelegationTokenRequest r, Call c, CancellationToken cancellation) => c.Server.Ledger.DirectoryAsync();

    public static Access Requires(GetDelegationTokenRequest r, Call c) => Delegations.Access(c, "mantle:GetDelegationToken", r.DelegationRequestId);

    public static GetDelegationTokenResponse Execute(GetDelegationTokenRequest r, Call c, NameDirectory directory)
    {
        var request = Delegations.FindAny(directory, r.DelegationRequestId);
        if (request is null || request.RequestorId != c.Account.Id)
            throw Delegations.NotFound(r.DelegationRequestId);
        return request.State == DelegationState.Finalized
            ? new GetDelegationTokenResponse { TradeInToken = TradeInToken.Of(request, c.Server.Secrets) }
            : throw Errors.InvalidInput($"The token of delegation request {request.Id} has not been sent.");
    }
}
