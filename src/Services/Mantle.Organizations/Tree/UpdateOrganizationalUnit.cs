using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class UpdateOrganizationalUnit
{
    public static Access Requires(UpdateOrganizationalUnitRequest r, Call c) =>
        AccessTo.Of(c, Actions.UpdateOrganizationalUnit, AllowedCallers.Management, r.OrganizationalUnitId);

    public static WriteTarget Writes(UpdateOrganizationalUnitRequest r, Call c) => Administration.Writes(c);

    public static UpdateOrganizationalUnitResponse Execute(UpdateOrganizationalUnitRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var unit = Existing.Unit(organization, r.OrganizationalUnitId);
        if (r.Name is { } name && name != unit.Name)
        {
            CreateOrganizationalUnit.RefuseDuplicate(organization, unit.ParentId!, name);
            unit = unit with { Name = name };
            change.Put(unit);
        }
        return new() { OrganizationalUnit = Answers.Of(change.Organization!, unit) };
    }
}
