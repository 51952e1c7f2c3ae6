using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class ListDelegationRequests
{
    public static ValueTask<NameDirectory> PrepareAsync(ListDelegationRequestsRequest r, Call c, CancellationToken cancellation) =>
        c.View.DirectoryAsync();

    public static Access Requires(ListDelegationRequestsRequest r, Call c) =>
        new(Actions.ListDelegationRequests, "*") { Keys = [("iam:DelegationRequestOwner", r.OwnerId)] };

    /// <summary>The requests that the account was asked for and someone has taken on, by id.</summary>
    public static ListDelegationRequestsResponse Execute(ListDelegationRequestsRequest r, Call c, NameDirectory directory)
    {
        var requests = directory
            .DelegationRequests.After(Page.Start(r.Marker))
            .Where(request => request.OwnerAccountId == c.Account.Id && request.OwnerId is { } owner && (r.OwnerId ?? owner) == owner);
        var page = Page.Take(requests, r.MaxItems, request => request.Id);
        return new ListDelegationRequestsResponse
        {
            DelegationRequests = [.. page.Items.Select(request => Delegations.Shape(request, c.Time))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
