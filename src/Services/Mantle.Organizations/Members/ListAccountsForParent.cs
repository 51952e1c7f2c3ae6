using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Members;

[Operation]
static class ListAccountsForParent
{
    public static Access Requires(ListAccountsForParentRequest r, Call c) =>
        Target.Of(c, Actions.ListAccountsForParent, Reach.DelegatedAdministrators, r.ParentId);

    public static ListAccountsForParentResponse Execute(ListAccountsForParentRequest r, Call c)
    {
        var organization = Administration.Organization(c, Reach.DelegatedAdministrators);
        var parent = Target.Parent(organization, r.ParentId);
        var page = Page.Sorted(organization.MembersIn(parent.Id), member => member.Id, r.NextToken, r.MaxResults);
        return new() { Accounts = page.Select(member => Shapes.Of(organization, member)).Items, NextToken = page.NextToken };
    }
}
