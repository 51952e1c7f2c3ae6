using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations.Handshakes;

/// <summary>Handshakes as answers show them.</summary>
static class HandshakeAnswers
{
    public static Handshake Of(Organization organization, HandshakeRecord handshake, DateTimeOffset time) =>
        new()
        {
            Id = handshake.Id,
            Arn = OrganizationArn.OfHandshake(organization, handshake),
            Action = handshake.Action,
            State = handshake.StateAt(time),
            RequestedTimestamp = handshake.RequestedAt,
            ExpirationTimestamp = handshake.ExpiresAt,
            Parties = [new() { Id = organization.Id, Type = HandshakePartyType.Organization }, .. Recipient(handshake)],
            Resources = [.. Resources(organization, handshake)],
        };

    /// <summary>Whether a handshake is still listed: thirty days after it ended or expired it no longer is.</summary>
    public static bool IsListed(HandshakeRecord handshake, DateTimeOffset time) =>
        (handshake.EndedAt ?? handshake.ExpiresAt) > time.AddDays(-OrganizationQuota.EndedHandshakeDays);

    public static bool Matches(HandshakeRecord handshake, HandshakeFilter? filter) =>
        (filter?.ActionType is null || filter.ActionType == handshake.Action)
        && (filter?.ParentHandshakeId is null || filter.ParentHandshakeId == handshake.ParentId);

    static HandshakeParty[] Recipient(HandshakeRecord handshake) =>
        handshake switch
        {
            { Email: { } email } => [new() { Id = email, Type = HandshakePartyType.Email }],
            { AccountId: { } account } => [new() { Id = account, Type = HandshakePartyType.Account }],
            _ => [],
        };

    static IEnumerable<HandshakeResource> Resources(Organization organization, HandshakeRecord handshake)
    {
        var management = organization.Members.Find(organization.ManagementAccountId)!;
        if (handshake.TransferId is { } transferId && organization.Transfers.Find(transferId) is { } transfer)
        {
            yield return new() { Type = HandshakeResourceType.ResponsibilityTransfer, Value = transfer.Id };
            yield return new() { Type = HandshakeResourceType.TransferType, Value = transfer.Type };
            yield return new()
            {
                Type = HandshakeResourceType.TransferStartTimestamp,
                Value = transfer.StartsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            };
            yield return new() { Type = HandshakeResourceType.ManagementAccount, Value = management.Id };
            yield return new() { Type = HandshakeResourceType.ManagementEmail, Value = management.Email };
            yield return new() { Type = HandshakeResourceType.ManagementName, Value = management.Name };
        }
        else
            yield return new()
            {
                Type = HandshakeResourceType.Organization,
                Value = organization.Id,
                Resources =
                    handshake.Action != ActionType.Invite
                        ? null
                        :
                        [
                            new() { Type = HandshakeResourceType.MasterEmail, Value = management.Email },
                            new() { Type = HandshakeResourceType.MasterName, Value = management.Name },
                            new() { Type = HandshakeResourceType.OrganizationFeatureSet, Value = organization.Settings!.FeatureSet },
                        ],
            };
        if (handshake.Email is { } email)
            yield return new() { Type = HandshakeResourceType.Email, Value = email };
        else if (handshake.AccountId is { } account)
            yield return new() { Type = HandshakeResourceType.Account, Value = account };
        if (handshake.ParentId is { } parent)
            yield return new() { Type = HandshakeResourceType.ParentHandshake, Value = parent };
        if (handshake.Notes is { } notes)
            yield return new() { Type = HandshakeResourceType.Notes, Value = notes };
    }
}
