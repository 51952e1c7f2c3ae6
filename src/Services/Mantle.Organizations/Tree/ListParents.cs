using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class ListParents
{
    public static Access Requires(ListParentsRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListParents, AllowedCallers.DelegatedAdministrators, r.ChildId);

    public static ListParentsResponse Execute(ListParentsRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var child =
            organization.FindTarget(r.ChildId)?.ParentId
            ?? throw Errors.ChildNotFoundException("You specified a child that doesn't exist.");
        var page = Page.Sorted([organization.Units.Find(child)!], parent => parent.Id, r.NextToken, r.MaxResults);
        return new()
        {
            Parents =
            [
                .. page.Items.Select(parent => new Parent
                {
                    Id = parent.Id,
                    Type = parent.IsRoot ? ParentType.Root : ParentType.OrganizationalUnit,
                }),
            ],
            NextToken = page.NextToken,
        };
    }
}
