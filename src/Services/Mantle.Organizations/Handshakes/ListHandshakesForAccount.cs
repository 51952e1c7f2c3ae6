using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Organizations.Entities;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>Lists the handshakes that organizations, its own included, sent to the caller's account.</summary>
[Operation]
static class ListHandshakesForAccount
{
    public static async ValueTask<bool> PrepareAsync(ListHandshakesForAccountRequest r, Call c, CancellationToken cancellation)
    {
        foreach (var received in c.Account.ReceivedHandshakes.All)
            await c.View.IncludeOrganizationAsync(received.OrganizationId);
        return true;
    }

    public static Access Requires(ListHandshakesForAccountRequest r, Call c) =>
        Administration.Access(c, Actions.ListHandshakesForAccount, AllowedCallers.Everyone);

    public static ListHandshakesForAccountResponse Execute(ListHandshakesForAccountRequest r, Call c, bool _)
    {
        var all = Concerning(c)
            .Where(item => HandshakeAnswers.IsListed(item.Handshake, c.Time) && HandshakeAnswers.Matches(item.Handshake, r.Filter));
        var page = Page.Sorted(all, item => item.Handshake.Id, r.NextToken, r.MaxResults);
        return new()
        {
            Handshakes = page.Select(item => HandshakeAnswers.Of(item.Organization, item.Handshake, c.Time)).Items,
            NextToken = page.NextToken,
        };
    }

    static IEnumerable<(Core.Organizations.Organization Organization, HandshakeRecord Handshake)> Concerning(Call c)
    {
        foreach (var link in c.Account.ReceivedHandshakes.All)
            if (c.View.FindOrganization(link.OrganizationId) is { } sender && sender.Handshakes.Find(link.Id) is { } handshake)
                yield return (sender, handshake);
        if (c.Organization is { } own)
            foreach (var handshake in own.Handshakes.All)
                if (handshake.Action == ActionType.ApproveAllFeatures && handshake.AccountId == c.Account.Id)
                    yield return (own, handshake);
    }
}
