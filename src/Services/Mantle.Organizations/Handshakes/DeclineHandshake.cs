using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

[Operation]
static class DeclineHandshake
{
    public static ValueTask<HandshakeReference> PrepareAsync(DeclineHandshakeRequest r, Call c, CancellationToken cancellation) =>
        HandshakeReference.ReadAsync(c, r.HandshakeId);

    public static Access Requires(DeclineHandshakeRequest r, Call c) =>
        HandshakeReference.Access(c, Actions.DeclineHandshake, r.HandshakeId);

    public static WriteTarget Writes(DeclineHandshakeRequest r, Call c, HandshakeReference reference) => reference.Writes(c);

    public static DeclineHandshakeResponse Execute(DeclineHandshakeRequest r, Change change, HandshakeReference reference)
    {
        var handshake = reference.Pending(change.Organization, change.Call, HandshakeRecord.Declined);
        HandshakeReference.RequireRecipient(handshake, change.Organization!, change.Call);
        handshake = handshake.End(HandshakeRecord.Declined, change.Time);
        change.Put(handshake);
        if (handshake.TransferId is { } id && change.Organization!.Transfers.Find(id) is { } transfer)
            change.Put(transfer with { Status = HandshakeRecord.Declined });
        return new() { Handshake = HandshakeAnswers.Of(change.Organization!, handshake, change.Time) };
    }
}
