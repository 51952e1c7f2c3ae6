using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class ListRoots
{
    public static Access Requires(ListRootsRequest r, Call c) =>
        Administration.Access(c, Actions.ListRoots, AllowedCallers.DelegatedAdministrators);

    public static ListRootsResponse Execute(ListRootsRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var page = Page.Sorted([organization.Root], root => root.Id, r.NextToken, r.MaxResults);
        return new() { Roots = page.Items.Count == 0 ? [] : [Answers.RootOf(organization)] };
    }
}
