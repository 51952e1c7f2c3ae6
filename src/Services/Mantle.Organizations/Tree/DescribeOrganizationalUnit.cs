using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class DescribeOrganizationalUnit
{
    public static Access Requires(DescribeOrganizationalUnitRequest r, Call c) =>
        Target.Of(c, Actions.DescribeOrganizationalUnit, Reach.DelegatedAdministrators, r.OrganizationalUnitId);

    public static DescribeOrganizationalUnitResponse Execute(DescribeOrganizationalUnitRequest r, Call c)
    {
        var organization = Administration.Organization(c, Reach.DelegatedAdministrators);
        return new() { OrganizationalUnit = Shapes.Of(organization, Target.Unit(organization, r.OrganizationalUnitId)) };
    }
}
