using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Tree;

[Operation]
static class DeleteOrganizationalUnit
{
    public static Access Requires(DeleteOrganizationalUnitRequest r, Call c) =>
        AccessTo.Of(c, Actions.DeleteOrganizationalUnit, AllowedCallers.Management, r.OrganizationalUnitId);

    public static WriteTarget Writes(DeleteOrganizationalUnitRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DeleteOrganizationalUnitRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var unit = Existing.Unit(organization, r.OrganizationalUnitId);
        if (!organization.ChildrenOf(unit.Id).IsEmpty)
            throw Errors.OrganizationalUnitNotEmptyException(
                "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and "
                    + "try the operation again."
            );
        change.Remove(unit);
    }
}
