using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Organizations.Entities;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations.Transfers;

/// <summary>
/// A transfer of responsibility that the caller's organization takes part in: it asked for the transfer (inbound), or it was asked.
/// </summary>
sealed record TransferReference(string Id, string? OwnerId)
{
    /// <summary>Takes the organizations that sent handshakes to the caller's account into the view.</summary>
    public static async ValueTask IncludeAsync(Call c)
    {
        foreach (var received in c.Account.ReceivedHandshakes.All)
            await c.View.IncludeOrganizationAsync(received.OrganizationId);
    }

    public static async ValueTask<TransferReference> ReadAsync(Call c, string id)
    {
        await IncludeAsync(c);
        return Of(c, id);
    }

    static TransferReference Of(Call c, string id)
    {
        var owner = c.Organization?.Transfers.Find(id) is not null
            ? c.Organization.Id
            : Outbound(c).FirstOrDefault(item => item.Transfer.Id == id).Owner?.Id;
        return new(id, owner ?? c.Organization?.Id);
    }

    /// <summary>The transfers that other organizations ask of the caller's organization, each with the asking organization.</summary>
    public static IEnumerable<(Organization Owner, TransferRecord Transfer)> Outbound(Call c)
    {
        foreach (var received in c.Account.ReceivedHandshakes.All)
            if (
                c.View.FindOrganization(received.OrganizationId) is { } owner
                && owner.Handshakes.Find(received.Id)?.TransferId is { } id
                && owner.Transfers.Find(id) is { } transfer
            )
                yield return (owner, transfer);
    }

    public WriteTarget Writes(Call c) => new(c.Account.Id, OrganizationId: OwnerId);

    /// <summary>The access that a call needs on a transfer; the organizations must be in the view already.</summary>
    public static Access AccessTo(Call c, ActionName action, string id) => Of(c, id).Access(c, action);

    Access Access(Call c, ActionName action)
    {
        if (c.Organization is not { } organization)
            return new Access(action, "*");
        var transfer = (OwnerId is null ? null : c.View.FindOrganization(OwnerId))?.Transfers.Find(Id);
        var inbound = OwnerId == organization.Id;
        return transfer is null
            ? new Access(
                action,
                $"arn:aws:organizations::{organization.ManagementAccountId}:transfer/{organization.Id}/billing/inbound/{Id}"
            )
            : Keyed(new Access(action, OrganizationArn.OfTransfer(organization, transfer, inbound)), transfer.Type, inbound) with
            {
                ResourceTags = transfer.Tags,
            };
    }

    /// <summary>The condition keys of transfers.</summary>
    public static Access Keyed(Access access, string type, bool inbound) =>
        access with
        {
            Keys = [("organizations:TransferType", type), ("organizations:TransferDirection", inbound ? "INBOUND" : "OUTBOUND")],
        };

    /// <exception cref="Wire.ApiException">ResponsibilityTransferNotFoundException: the caller's organization does not take part in
    /// it.</exception>
    public TransferRecord Find(Organization? owner, Call c)
    {
        var own = Administration.Organization(c, AllowedCallers.Management);
        return owner?.Transfers.Find(Id) is { } transfer && (owner.Id == own.Id || transfer.SourceAccountId == c.Account.Id)
            ? transfer
            : throw Errors.ResponsibilityTransferNotFoundException("We can't find a transfer that you specified.");
    }

    public static ResponsibilityTransfer Shape(Organization viewer, Organization owner, TransferRecord transfer, DateTimeOffset time)
    {
        var management = owner.Members.Find(owner.ManagementAccountId)!;
        var status = StatusAt(owner, transfer, time);
        return new()
        {
            Id = transfer.Id,
            Arn = OrganizationArn.OfTransfer(viewer, transfer, inbound: viewer.Id == owner.Id),
            Name = transfer.Name,
            Type = transfer.Type,
            Status = status,
            Source = new() { ManagementAccountId = transfer.SourceAccountId, ManagementAccountEmail = transfer.SourceEmail },
            Target = new() { ManagementAccountId = management.Id, ManagementAccountEmail = management.Email },
            StartTimestamp = transfer.StartsAt,
            EndTimestamp = transfer.EndsAt,
            ActiveHandshakeId = status == HandshakeRecord.Requested ? transfer.HandshakeId : null,
        };
    }

    public static string StatusAt(Organization owner, TransferRecord transfer, DateTimeOffset time) =>
        transfer.Status == HandshakeRecord.Requested
        && owner.Handshakes.Find(transfer.HandshakeId)?.StateAt(time) == HandshakeRecord.Expired
            ? HandshakeRecord.Expired
            : transfer.Status;
}
