using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class ListOrganizationalUnitsForParent
{
    public static Access Requires(ListOrganizationalUnitsForParentRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListOrganizationalUnitsForParent, AllowedCallers.DelegatedAdministrators, r.ParentId);

    public static ListOrganizationalUnitsForParentResponse Execute(ListOrganizationalUnitsForParentRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var parent = Existing.Parent(organization, r.ParentId);
        var page = Page.Sorted(organization.UnitsIn(parent.Id), unit => unit.Id, r.NextToken, r.MaxResults);
        return new() { OrganizationalUnits = page.Select(unit => Answers.Of(organization, unit)).Items, NextToken = page.NextToken };
    }
}
