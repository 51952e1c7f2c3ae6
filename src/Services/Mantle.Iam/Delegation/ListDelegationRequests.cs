using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using DelegationRequest = Mantle.Iam.Entities.DelegationRequest;

namespace Mantle.Iam.Delegation;

[Operation]
static class ListDelegationRequests
{
    /// <summary>A page of the requests that the account owns, in the order of their ids.</summary>
    public static async ValueTask<List<DelegationRequest>> PrepareAsync(
        ListDelegationRequestsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var prefix = c.Account.Id + "/";
        var requests = new List<DelegationRequest>();
        await foreach (var taken in c.View.NamesAsync(IamNames.TakenDelegationRequest, prefix, prefix + Page.Start(r.Marker)))
        {
            var requestor = await c.View.NewestAsync(taken.AccountId);
            if (
                requestor?.DelegationRequests.Find(taken.Name[prefix.Length..]) is { OwnerId: { } owner } request
                && (r.OwnerId ?? owner) == owner
            )
                requests.Add(request);
            if (requests.Count > (r.MaxItems ?? Page.DefaultItems))
                break;
        }
        return requests;
    }

    public static Access Requires(ListDelegationRequestsRequest r, Call c) =>
        new(Actions.ListDelegationRequests, "*") { Keys = [("iam:DelegationRequestOwner", r.OwnerId)] };

    public static ListDelegationRequestsResponse Execute(ListDelegationRequestsRequest r, Call c, List<DelegationRequest> requests)
    {
        var page = Page.Take(requests, r.MaxItems, request => request.Id);
        return new ListDelegationRequestsResponse
        {
            DelegationRequests = [.. page.Items.Select(request => Delegations.Shape(request, c.Time))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
