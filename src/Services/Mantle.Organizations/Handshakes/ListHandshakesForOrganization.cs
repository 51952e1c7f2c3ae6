using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

[Operation]
static class ListHandshakesForOrganization
{
    public static Access Requires(ListHandshakesForOrganizationRequest r, Call c) =>
        Administration.Access(c, Actions.ListHandshakesForOrganization, AllowedCallers.DelegatedAdministrators);

    public static ListHandshakesForOrganizationResponse Execute(ListHandshakesForOrganizationRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var all = organization
            .Handshakes.After(Page.Start(r.NextToken))
            .Where(handshake => HandshakeAnswers.IsListed(handshake, c.Time) && HandshakeAnswers.Matches(handshake, r.Filter));
        var page = Page.Take(all, r.MaxResults, handshake => handshake.Id);
        return new()
        {
            Handshakes = page.Select(handshake => HandshakeAnswers.Of(organization, handshake, c.Time)).Items,
            NextToken = page.NextToken,
        };
    }
}
