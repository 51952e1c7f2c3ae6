using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Organizations.Entities;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations.Handshakes;

/// <summary>
/// The handshake of a call, and the organization that stores it: the caller's own, or one that sent the handshake to the caller's account.
/// For all other handshakes the error is that of a missing one.
/// </summary>
sealed record HandshakeReference(string Id, string? OrganizationId, bool IsReceived)
{
    public static async ValueTask<HandshakeReference> ReadAsync(Call c, string id)
    {
        if (c.Account.ReceivedHandshakes.Find(id) is not { } received)
            return new(id, c.Account.Membership?.OrganizationId, false);
        await c.View.IncludeOrganizationAsync(received.OrganizationId);
        return new(id, received.OrganizationId, true);
    }

    public WriteTarget Writes(Call c) => new(c.Account.Id, OrganizationId: OrganizationId);

    /// <summary>The access that a call needs on the handshake.</summary>
    public static Access Access(Call c, ActionName action, string id)
    {
        var organization = c.Account.ReceivedHandshakes.Find(id) is { } received
            ? c.View.FindOrganization(received.OrganizationId)
            : c.Organization;
        if (organization is null)
            return new Access(action, "*");
        return new Access(
            action,
            organization.Handshakes.Find(id) is { } handshake
                ? OrganizationArn.OfHandshake(organization, handshake)
                : $"arn:aws:organizations::{organization.ManagementAccountId}:handshake/{organization.Id}/invite/{id}"
        );
    }

    /// <exception cref="Wire.ApiException">HandshakeNotFoundException: no handshake with that id concerns the account.</exception>
    public HandshakeRecord Find(Organization? organization, Call c)
    {
        if (
            organization?.Settings is null
            || organization.Handshakes.Find(Id) is not { } handshake
            || !(IsReceived || organization.ManagementAccountId == c.Account.Id || handshake.AccountId == c.Account.Id)
        )
            throw Errors.HandshakeNotFoundException("You specified a handshake that doesn't exist.");
        return handshake;
    }

    /// <summary>The handshake, if its state can still become the given one.</summary>
    /// <exception cref="Wire.ApiException">HandshakeAlreadyInStateException, InvalidHandshakeTransitionException.</exception>
    public HandshakeRecord Pending(Organization? organization, Call c, string end)
    {
        var handshake = Find(organization, c);
        var state = handshake.StateAt(c.Time);
        if (state == end)
            throw Errors.HandshakeAlreadyInStateException("The specified handshake is already in the requested state.");
        return state is HandshakeRecord.Open or HandshakeRecord.Requested ? handshake : throw InvalidTransition();
    }

    public static Wire.ApiException InvalidTransition() =>
        Errors.InvalidHandshakeTransitionException("You can't perform the operation on the handshake in its current state.");

    /// <summary>Only the account that received a handshake can accept or decline it.</summary>
    public static void RequireRecipient(HandshakeRecord handshake, Organization organization, Call c)
    {
        if ((handshake.AccountId ?? organization.ManagementAccountId) != c.Account.Id)
            throw Errors.AccessDeniedException("You don't have permissions to access this resource.");
    }
}
