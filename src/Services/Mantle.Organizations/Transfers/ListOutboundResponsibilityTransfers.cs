using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

[Operation]
static class ListOutboundResponsibilityTransfers
{
    public static async ValueTask<bool> PrepareAsync(ListOutboundResponsibilityTransfersRequest r, Call c, CancellationToken cancellation)
    {
        await TransferReference.IncludeAsync(c);
        return true;
    }

    public static Access Requires(ListOutboundResponsibilityTransfersRequest r, Call c) =>
        TransferReference.Keyed(
            Administration.Access(c, Actions.ListOutboundResponsibilityTransfers, AllowedCallers.Management),
            r.Type,
            inbound: false
        );

    public static ListOutboundResponsibilityTransfersResponse Execute(ListOutboundResponsibilityTransfersRequest r, Call c, bool _)
    {
        var organization = Administration.Organization(c, AllowedCallers.Management);
        var page = Page.Sorted(
            TransferReference.Outbound(c).Where(item => item.Transfer.Type == r.Type),
            item => item.Transfer.Id,
            r.NextToken,
            r.MaxResults
        );
        return new()
        {
            ResponsibilityTransfers = page.Select(item => TransferReference.Shape(organization, item.Owner, item.Transfer, c.Time)).Items,
            NextToken = page.NextToken,
        };
    }
}
