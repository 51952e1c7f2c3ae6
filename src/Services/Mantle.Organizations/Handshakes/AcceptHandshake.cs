using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

[Operation]
static class AcceptHandshake
{
    public static ValueTask<HandshakeReference> PrepareAsync(AcceptHandshakeRequest r, Call c, CancellationToken cancellation) =>
        HandshakeReference.ReadAsync(c, r.HandshakeId);

    public static Access Requires(AcceptHandshakeRequest r, Call c) => HandshakeReference.Access(c, Actions.AcceptHandshake, r.HandshakeId);

    public static WriteTarget Writes(AcceptHandshakeRequest r, Call c, HandshakeReference reference) => reference.Writes(c);

    public static AcceptHandshakeResponse Execute(AcceptHandshakeRequest r, Change change, HandshakeReference reference)
    {
        var handshake = reference.Pending(change.Organization, change.Call, HandshakeRecord.Accepted);
        HandshakeReference.RequireRecipient(handshake, change.Organization!, change.Call);
        handshake = handshake.End(HandshakeRecord.Accepted, change.Time);
        switch (handshake.Action)
        {
            case ActionType.Invite:
                if (change.Account.Membership is not null)
                    throw Errors.HandshakeConstraintViolationException(
                        "The account is already a member of an organization.",
                        HandshakeConstraintViolationExceptionReason.AlreadyInAnOrganization
                    );
                MemberAccount.DemandServiceLinkedRole(change);
                change.Put(handshake);
                MemberAccount.Join(change, change.Account, Member.Invited, handshake.Tags);
                break;
            case ActionType.ApproveAllFeatures:
                MemberAccount.DemandServiceLinkedRole(change);
                change.Put(handshake);
                AllFeatures.OpenWhenApproved(change, handshake.ParentId!);
                break;
            case ActionType.EnableAllFeatures:
                if (change.Organization!.Handshakes.Find(handshake.Id)!.State != HandshakeRecord.Open)
                    throw HandshakeReference.InvalidTransition();
                MemberAccount.DemandServiceLinkedRole(change);
                change.Put(handshake);
                change.Put(change.Organization!.Settings! with { FeatureSet = OrganizationSettings.AllFeatures });
                break;
            default:
                change.Put(handshake);
                if (change.Organization!.Transfers.Find(handshake.TransferId!) is { } transfer)
                    change.Put(transfer with { Status = HandshakeRecord.Accepted });
                break;
        }
        return new() { Handshake = HandshakeAnswers.Of(change.Organization!, handshake, change.Time) };
    }
}
