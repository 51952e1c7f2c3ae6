using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class GetDelegationRequest
{
    public static ValueTask<AccountId?> PrepareAsync(GetDelegationRequestRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, r.DelegationRequestId);

    public static Access Requires(GetDelegationRequestRequest r, Call c) =>
        Delegations.Access(c, Actions.GetDelegationRequest, r.DelegationRequestId);

    public static GetDelegationRequestResponse Execute(GetDelegationRequestRequest r, Call c, AccountId? requestor)
    {
        var request = Delegations.Find(c, requestor, r.DelegationRequestId);
        return new GetDelegationRequestResponse
        {
            DelegationRequest = Delegations.Shape(request, c.Time),
            PermissionCheckStatus = r.DelegationPermissionCheck == true ? "COMPLETE" : null,
            PermissionCheckResult = r.DelegationPermissionCheck == true ? PermissionCheck.Of(c, request.PermissionPolicy.Text) : null,
        };
    }
}
