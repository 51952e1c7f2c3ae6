using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>The organization that sent a handshake cancels it.</summary>
[Operation]
static class CancelHandshake
{
    public static ValueTask<HandshakeReference> PrepareAsync(CancelHandshakeRequest r, Call c, CancellationToken cancellation) =>
        HandshakeReference.ReadAsync(c, r.HandshakeId);

    public static Access Requires(CancelHandshakeRequest r, Call c) => HandshakeReference.Access(c, Actions.CancelHandshake, r.HandshakeId);

    public static WriteTarget Writes(CancelHandshakeRequest r, Call c, HandshakeReference reference) => reference.Writes(c);

    public static CancelHandshakeResponse Execute(CancelHandshakeRequest r, Change change, HandshakeReference reference)
    {
        var handshake = reference.Pending(change.Organization, change.Call, HandshakeRecord.Canceled);
        if (change.Organization!.ManagementAccountId != change.Call.Account.Id)
            throw Errors.AccessDeniedException("You don't have permissions to access this resource.");
        handshake = handshake.End(HandshakeRecord.Canceled, change.Time);
        change.Put(handshake);
        AllFeatures.CancelApprovals(change, handshake.Id);
        if (handshake.TransferId is { } id && change.Organization!.Transfers.Find(id) is { } transfer)
            change.Put(transfer with { Status = HandshakeRecord.Canceled });
        return new() { Handshake = HandshakeAnswers.Of(change.Organization!, handshake, change.Time) };
    }
}
