using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class ListChildren
{
    public static Access Requires(ListChildrenRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListChildren, AllowedCallers.DelegatedAdministrators, r.ParentId);

    public static ListChildrenResponse Execute(ListChildrenRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var parent = Existing.Parent(organization, r.ParentId);
        var ofAccounts = r.ChildType == ChildType.Account;
        var children = organization.ChildrenOf(parent.Id).Where(id => char.IsAsciiDigit(id[0]) == ofAccounts);
        var page = Page.Sorted(children, id => id, r.NextToken, r.MaxResults);
        return new() { Children = [.. page.Items.Select(id => new Child { Id = id, Type = r.ChildType })], NextToken = page.NextToken };
    }
}
