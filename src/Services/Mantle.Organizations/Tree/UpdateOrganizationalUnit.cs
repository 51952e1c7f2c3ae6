using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class UpdateOrganizationalUnit
{
    public static Access Requires(UpdateOrganizationalUnitRequest r, Call c) =>
        Target.Of(c, Actions.UpdateOrganizationalUnit, Reach.Management, r.OrganizationalUnitId);

    public static WriteTarget Writes(UpdateOrganizationalUnitRequest r, Call c) => Administration.Writes(c);

    public static UpdateOrganizationalUnitResponse Execute(UpdateOrganizationalUnitRequest r, Change change)
    {
        var organization = Administration.Organization(change, Reach.Management);
        var unit = Target.Unit(organization, r.OrganizationalUnitId);
        if (r.Name is { } name && name != unit.Name)
        {
            CreateOrganizationalUnit.RefuseDuplicate(organization, unit.ParentId!, name);
            unit = unit with { Name = name };
            change.Put(unit);
        }
        return new() { OrganizationalUnit = Shapes.Of(change.Organization!, unit) };
    }
}
