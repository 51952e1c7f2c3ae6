using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class ListCreateAccountStatus
{
    public static Access Requires(ListCreateAccountStatusRequest r, Call c) =>
        Administration.Access(c, Actions.ListCreateAccountStatus, AllowedCallers.DelegatedAdministrators);

    public static ListCreateAccountStatusResponse Execute(ListCreateAccountStatusRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var wanted = organization
            .Creations.After(Page.Start(r.NextToken))
            .Where(creation => r.States is not { Count: > 0 } states || states.Contains(creation.State));
        var page = Page.Take(wanted, r.MaxResults, creation => creation.Id);
        return new() { CreateAccountStatuses = page.Select(Answers.Of).Items, NextToken = page.NextToken };
    }
}
