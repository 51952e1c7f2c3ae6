using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Iam.Delegation;
using Mantle.Iam.Entities;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

[Operation(IssuesCredentials = true)]
sealed class GetDelegatedAccessToken(SessionTokens tokens, SecretBox secrets)
{
    /// <summary>
    /// The request that the token is for, its accounts taken into the view; null when it is not a token of the caller's account.
    /// </summary>
    public async ValueTask<DelegationRequest?> PrepareAsync(GetDelegatedAccessTokenRequest r, Call c, CancellationToken cancellation)
    {
        var id = TradeInToken.RequestId(r.TradeInToken, c.Account.Id, secrets);
        var request = id is null ? null : Delegations.FindAny(c, await Delegations.RequestorAsync(c, id), id);
        if (request is not null)
            await c.View.IncludeAsync(request.OwnerAccountId!.Value);
        return request;
    }

    public static Access Requires(GetDelegatedAccessTokenRequest r, Call c) => new(Actions.GetDelegatedAccessToken, "*");

    public GetDelegatedAccessTokenResponse Execute(GetDelegatedAccessTokenRequest r, Call c, DelegationRequest? request)
    {
        // The time runs from when the token was sent, however often it is exchanged.
        if (
            request is not { Approver: { } approver, State: DelegationState.Finalized }
            || request.UpdatedTime.AddSeconds(request.SessionDuration) is var end && (c.Time >= end || c.Time >= request.ExpirationTime)
            || c.FindAccount(request.OwnerAccountId!.Value) is not { } owner
            || c.View.IsClosed(owner)
            || owner.EndedDelegations.Find(request.Id) is not null
        )
            throw Errors.ExpiredTradeInTokenException("The trade-in token is expired or not valid.");
        var issued = IssuedCredentials.For(
            c,
            tokens,
            owner.Id,
            SessionKind.Delegated,
            approver.PrincipalId,
            end - c.Time,
            session =>
                session with
                {
                    Name = approver.SessionName,
                    Policy = request.PermissionPolicy,
                    Tags = approver.Tags,
                    TransitiveTagKeys = approver.TransitiveTagKeys,
                    SourceIdentity = approver.SourceIdentity,
                    Federation = approver.Federation,
                    Workload = approver.Workload,
                    SignInArn = approver.SignInArn,
                    Delegation = new SessionDelegation(c.Account.Id, request.Id),
                }
        );
        return new GetDelegatedAccessTokenResponse
        {
            Credentials = issued.Credentials,
            AssumedPrincipal = approver.Arn,
            PackedPolicySize = issued.PackedPolicySize,
        };
    }
}
