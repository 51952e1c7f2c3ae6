using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class DescribeOrganizationalUnit
{
    public static Access Requires(DescribeOrganizationalUnitRequest r, Call c) =>
        AccessTo.Of(c, Actions.DescribeOrganizationalUnit, AllowedCallers.DelegatedAdministrators, r.OrganizationalUnitId);

    public static DescribeOrganizationalUnitResponse Execute(DescribeOrganizationalUnitRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        return new() { OrganizationalUnit = Answers.Of(organization, Existing.Unit(organization, r.OrganizationalUnitId)) };
    }
}
