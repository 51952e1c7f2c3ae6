using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class ListAccountsForParent
{
    public static Access Requires(ListAccountsForParentRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListAccountsForParent, AllowedCallers.DelegatedAdministrators, r.ParentId);

    public static ListAccountsForParentResponse Execute(ListAccountsForParentRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var parent = Existing.Parent(organization, r.ParentId);
        var page = Page.Sorted(organization.MembersIn(parent.Id), member => member.Id, r.NextToken, r.MaxResults);
        return new() { Accounts = page.Select(member => Answers.Of(organization, member)).Items, NextToken = page.NextToken };
    }
}
