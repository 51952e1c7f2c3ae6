using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

[Operation]
static class DescribeResponsibilityTransfer
{
    public static async ValueTask<TransferReference> PrepareAsync(
        DescribeResponsibilityTransferRequest r,
        Call c,
        CancellationToken cancellation
    ) => await TransferReference.ReadAsync(c, r.Id);

    public static Access Requires(DescribeResponsibilityTransferRequest r, Call c) =>
        TransferReference.AccessTo(c, Actions.DescribeResponsibilityTransfer, r.Id);

    public static DescribeResponsibilityTransferResponse Execute(
        DescribeResponsibilityTransferRequest r,
        Call c,
        TransferReference reference
    )
    {
        var owner = reference.OwnerId is { } id ? c.View.FindOrganization(id) : null;
        var transfer = reference.Find(owner, c);
        return new() { ResponsibilityTransfer = TransferReference.Shape(c.Organization!, owner!, transfer, c.Time) };
    }
}
