using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

[Operation]
static class ListInboundResponsibilityTransfers
{
    public static Access Requires(ListInboundResponsibilityTransfersRequest r, Call c) =>
        TransferReference.Keyed(
            Administration.Access(c, Actions.ListInboundResponsibilityTransfers, AllowedCallers.Management),
            r.Type,
            inbound: true
        );

    public static ListInboundResponsibilityTransfersResponse Execute(ListInboundResponsibilityTransfersRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.Management);
        if (r.Id is { } id && organization.Transfers.Find(id) is null)
            throw Errors.ResponsibilityTransferNotFoundException("We can't find a transfer that you specified.");
        var wanted = organization
            .Transfers.After(Page.Start(r.NextToken))
            .Where(transfer => transfer.Type == r.Type && (r.Id is null || r.Id == transfer.Id));
        var page = Page.Take(wanted, r.MaxResults, transfer => transfer.Id);
        return new()
        {
            ResponsibilityTransfers = page.Select(transfer => TransferReference.Shape(organization, organization, transfer, c.Time)).Items,
            NextToken = page.NextToken,
        };
    }
}
