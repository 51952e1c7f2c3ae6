using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Organizations.Handshakes;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Transfers;

/// <summary>Asks another organization's management account to let the caller's account take over its bills.</summary>
[Operation]
static class InviteOrganizationToTransferResponsibility
{
    public static ValueTask<HandshakeTarget> PrepareAsync(
        InviteOrganizationToTransferResponsibilityRequest r,
        Call c,
        CancellationToken cancellation
    ) => HandshakeTarget.ReadAsync(c, r.Target);

    public static Access Requires(InviteOrganizationToTransferResponsibilityRequest r, Call c)
    {
        var access = TransferReference.Keyed(
            Administration.Access(c, Actions.InviteOrganizationToTransferResponsibility, AllowedCallers.Management),
            r.Type,
            inbound: true
        ) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(InviteOrganizationToTransferResponsibilityRequest r, Call c, HandshakeTarget target) =>
        target.Writes(c);

    public static InviteOrganizationToTransferResponsibilityResponse Execute(
        InviteOrganizationToTransferResponsibilityRequest r,
        Change change,
        HandshakeTarget target
    )
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        if (target.AccountId == organization.ManagementAccountId)
            throw Errors.HandshakeConstraintViolationException(
                "The source and the target of a transfer cannot be the same.",
                HandshakeConstraintViolationExceptionReason.SourceAndTargetCannotMatch
            );
        if (change.Call.View.OrganizationOf(change.Account)?.ManagementAccountId != target.AccountId)
            throw Errors.InvalidInputException(
                "You can't perform the specified operation on that target entity.",
                InvalidInputExceptionReason.TargetNotSupported
            );
        CheckStart(r.StartTimestamp, change.Time);
        if (
            organization.Transfers.All.Any(other =>
                other.SourceAccountId == target.AccountId
                && TransferReference.StatusAt(organization, other, change.Time) is HandshakeRecord.Requested or HandshakeRecord.Accepted
            )
        )
            throw Errors.HandshakeConstraintViolationException(
                "A transfer with the same source already exists.",
                HandshakeConstraintViolationExceptionReason.ResponsibilityTransferAlreadyExists
            );
        var transferId = OrganizationId.NewTransfer();
        var handshake = new HandshakeRecord
        {
            Id = OrganizationId.NewHandshake(),
            Action = ActionType.TransferResponsibility,
            State = HandshakeRecord.Open,
            RequestedAt = change.Time,
            ExpiresAt = change.Time.AddDays(OrganizationQuota.InvitationDays),
            AccountId = target.AccountId,
            Email = target.Email,
            Notes = r.Notes,
            TransferId = transferId,
        };
        change.Put(
            new TransferRecord
            {
                Id = transferId,
                Name = r.SourceName,
                Type = r.Type,
                Status = HandshakeRecord.Requested,
                SourceAccountId = target.AccountId,
                SourceEmail = MemberAccount.EmailOf(change.Account),
                StartsAt = r.StartTimestamp,
                HandshakeId = handshake.Id,
                Tags = TagInput.New(r.Tags),
            }
        );
        change.Put(handshake);
        change.Put(new ReceivedHandshake(handshake.Id, organization.Id));
        return new() { Handshake = HandshakeAnswers.Of(change.Organization!, handshake, change.Time) };
    }

    static void CheckStart(DateTimeOffset start, DateTimeOffset now)
    {
        var day = start.UtcDateTime;
        if (day.TimeOfDay != TimeSpan.Zero)
            throw Errors.InvalidInputException(
                "You specified a start date that is not at the beginning of a day.",
                InvalidInputExceptionReason.StartDateNotBeginningOfDay
            );
        if (day.Day != 1)
            throw Errors.InvalidInputException(
                "You specified a start date that is not at the beginning of a month.",
                InvalidInputExceptionReason.StartDateNotBeginningOfMonth
            );
        if (start <= now)
            throw Errors.InvalidInputException(
                "You specified a start date that is too early.",
                InvalidInputExceptionReason.StartDateTooEarly
            );
    }
}
