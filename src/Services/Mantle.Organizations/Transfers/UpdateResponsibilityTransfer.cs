using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

/// <summary>Renames an inbound transfer. Only the organization that asked for a transfer can rename it.</summary>
[Operation]
static class UpdateResponsibilityTransfer
{
    public static Access Requires(UpdateResponsibilityTransferRequest r, Call c) =>
        TransferReference.AccessTo(c, Actions.UpdateResponsibilityTransfer, r.Id);

    public static WriteTarget Writes(UpdateResponsibilityTransferRequest r, Call c) => Administration.Writes(c);

    public static UpdateResponsibilityTransferResponse Execute(UpdateResponsibilityTransferRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var transfer = new TransferReference(r.Id, organization.Id).Find(organization, change.Call) with { Name = r.Name };
        change.Put(transfer);
        return new() { ResponsibilityTransfer = TransferReference.Shape(organization, organization, transfer, change.Time) };
    }
}
