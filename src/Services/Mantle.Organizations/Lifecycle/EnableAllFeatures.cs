using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Organizations.Handshakes;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Lifecycle;

/// <summary>Asks the invited members to approve all features. Created members need not approve.</summary>
[Operation]
static class EnableAllFeatures
{
    public static Access Requires(EnableAllFeaturesRequest r, Call c) =>
        Administration.Access(c, Actions.EnableAllFeatures, AllowedCallers.Management);

    public static WriteTarget Writes(EnableAllFeaturesRequest r, Call c) => Administration.Writes(c);

    public static EnableAllFeaturesResponse Execute(EnableAllFeaturesRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        if (organization.HasAllFeatures)
            throw Errors.HandshakeConstraintViolationException(
                "All features are already enabled on this organization.",
                HandshakeConstraintViolationExceptionReason.OrganizationAlreadyHasAllFeatures
            );
        if (
            organization.Handshakes.All.Any(other =>
                other.Action == ActionType.EnableAllFeatures
                && other.StateAt(change.Time) is HandshakeRecord.Open or HandshakeRecord.Requested
            )
        )
            throw Errors.HandshakeConstraintViolationException(
                "The organization is already in the process of enabling all features.",
                HandshakeConstraintViolationExceptionReason.OrganizationIsAlreadyPendingAllFeaturesMigration
            );
        var request = New(ActionType.EnableAllFeatures, HandshakeRecord.Requested, change.Time);
        var approvals = organization
            .Members.All.Where(member =>
                member.JoinedMethod == Member.Invited
                && member.AccountId != organization.ManagementAccountId
                && member.State == Member.Active
            )
            .Select(member =>
                New(ActionType.ApproveAllFeatures, HandshakeRecord.Open, change.Time) with
                {
                    AccountId = member.AccountId,
                    ParentId = request.Id,
                }
            )
            .ToList();
        change.Put(request);
        foreach (var approval in approvals)
            change.Put(approval);
        AllFeatures.OpenWhenApproved(change, request.Id);
        return new() { Handshake = HandshakeAnswers.Of(organization, request, change.Time) };
    }

    static HandshakeRecord New(string action, string state, DateTimeOffset time) =>
        new()
        {
            Id = OrganizationId.NewHandshake(),
            Action = action,
            State = state,
            RequestedAt = time,
            ExpiresAt = time.AddDays(OrganizationQuota.AllFeaturesDays),
        };
}
