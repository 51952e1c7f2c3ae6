using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>Invites an account. The organization stores the invitation, and the invited account a link to it.</summary>
[Operation]
sealed class InviteAccountToOrganization(MantleSettings settings)
{
    public static ValueTask<HandshakeTarget> PrepareAsync(InviteAccountToOrganizationRequest r, Call c, CancellationToken cancellation) =>
        HandshakeTarget.ReadAsync(c, r.Target);

    public static Access Requires(InviteAccountToOrganizationRequest r, Call c)
    {
        var access = (
            r.Target.Type == HandshakePartyType.Account
                ? AccessTo.Of(c, Actions.InviteAccountToOrganization, AllowedCallers.Management, r.Target.Id) with
                {
                    ResourceTags = null,
                }
                : Administration.Access(c, Actions.InviteAccountToOrganization, AllowedCallers.Management)
        ) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(InviteAccountToOrganizationRequest r, Call c, HandshakeTarget target) => target.Writes(c);

    public InviteAccountToOrganizationResponse Execute(InviteAccountToOrganizationRequest r, Change change, HandshakeTarget target)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        if (organization.Members.Find(target.AccountId) is not null)
            throw Errors.HandshakeConstraintViolationException(
                "The account is already a member of an organization.",
                HandshakeConstraintViolationExceptionReason.AlreadyInAnOrganization
            );
        if (
            organization.Handshakes.All.Any(other =>
                other.Action == ActionType.EnableAllFeatures
                && other.StateAt(change.Time) is HandshakeRecord.Open or HandshakeRecord.Requested
            )
        )
            throw Errors.HandshakeConstraintViolationException(
                "You can't invite accounts while the organization is in the process of enabling all features.",
                HandshakeConstraintViolationExceptionReason.InviteDisabledDuringEnableAllFeatures
            );
        if (
            organization.Handshakes.All.Any(other =>
                other.Action == ActionType.Invite
                && other.AccountId == target.AccountId
                && other.StateAt(change.Time) == HandshakeRecord.Open
            )
        )
            throw Errors.DuplicateHandshakeException("A handshake with the same action and target already exists.");
        if (MemberAccount.IsFull(organization, settings, change.Time))
            throw Errors.HandshakeConstraintViolationException(
                "You have exceeded the allowed number of AWS Accounts.",
                HandshakeConstraintViolationExceptionReason.AccountNumberLimitExceeded
            );
        var handshake = new HandshakeRecord
        {
            Id = OrganizationId.NewHandshake(),
            Action = ActionType.Invite,
            State = HandshakeRecord.Open,
            RequestedAt = change.Time,
            ExpiresAt = change.Time.AddDays(OrganizationQuota.InvitationDays),
            AccountId = target.AccountId,
            Email = target.Email,
            Notes = r.Notes,
            Tags = TagInput.New(r.Tags),
        };
        change.Put(handshake);
        change.Put(new ReceivedHandshake(handshake.Id, organization.Id));
        return new() { Handshake = HandshakeAnswers.Of(organization, handshake, change.Time) };
    }
}
