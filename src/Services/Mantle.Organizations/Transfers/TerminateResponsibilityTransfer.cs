using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

/// <summary>Ends an accepted transfer; both organizations can.</summary>
[Operation]
static class TerminateResponsibilityTransfer
{
    public static async ValueTask<TransferReference> PrepareAsync(
        TerminateResponsibilityTransferRequest r,
        Call c,
        CancellationToken cancellation
    ) => await TransferReference.ReadAsync(c, r.Id);

    public static Access Requires(TerminateResponsibilityTransferRequest r, Call c) =>
        TransferReference.AccessTo(c, Actions.TerminateResponsibilityTransfer, r.Id);

    public static WriteTarget Writes(TerminateResponsibilityTransferRequest r, Call c, TransferReference reference) => reference.Writes(c);

    public static TerminateResponsibilityTransferResponse Execute(
        TerminateResponsibilityTransferRequest r,
        Change change,
        TransferReference reference
    )
    {
        var owner = change.Organization;
        var transfer = reference.Find(owner, change.Call);
        switch (TransferReference.StatusAt(owner!, transfer, change.Time))
        {
            case HandshakeRecord.Accepted:
                break;
            case TransferRecord.Withdrawn:
                throw Errors.ResponsibilityTransferAlreadyInStatusException(
                    "The responsibility transfer is already in the status that you specified."
                );
            default:
                throw Errors.InvalidResponsibilityTransferTransitionException(
                    "The responsibility transfer can't transition to the requested status because it's not in a valid state "
                        + "for this operation."
                );
        }
        if (r.EndTimestamp is { } end)
            CheckEnd(end, transfer, change.Time);
        transfer = transfer with { Status = TransferRecord.Withdrawn, EndsAt = r.EndTimestamp ?? change.Time };
        change.Put(transfer);
        return new() { ResponsibilityTransfer = TransferReference.Shape(change.Call.Organization!, owner!, transfer, change.Time) };
    }

    static void CheckEnd(DateTimeOffset end, TransferRecord transfer, DateTimeOffset now)
    {
        if (end < now || end < transfer.StartsAt)
            throw Errors.InvalidInputException("You specified an end date that is too early.", InvalidInputExceptionReason.EndDateTooEarly);
        // A transfer ends in the last second of a month.
        var last = end.UtcDateTime;
        if (last is not { Hour: 23, Minute: 59, Second: 59 } || last.Day != DateTime.DaysInMonth(last.Year, last.Month))
            throw Errors.InvalidInputException(
                "You specified an end date that is not at the end of a month.",
                InvalidInputExceptionReason.EndDateNotEndOfMonth
            );
    }
}
