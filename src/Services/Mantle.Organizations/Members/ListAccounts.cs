using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class ListAccounts
{
    public static Access Requires(ListAccountsRequest r, Call c) =>
        Administration.Access(c, Actions.ListAccounts, AllowedCallers.DelegatedAdministrators);

    public static ListAccountsResponse Execute(ListAccountsRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var page = Page.Take(organization.Members.After(Page.Start(r.NextToken)), r.MaxResults, member => member.Id);
        return new() { Accounts = page.Select(member => Answers.Of(organization, member)).Items, NextToken = page.NextToken };
    }
}
