using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Lifecycle;

[Operation]
static class DeleteOrganization
{
    public static Access Requires(DeleteOrganizationRequest r, Call c) =>
        Administration.Access(c, Actions.DeleteOrganization, AllowedCallers.Management);

    public static WriteTarget Writes(DeleteOrganizationRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DeleteOrganizationRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        if (organization.Members.Count > 1)
            throw Errors.OrganizationNotEmptyException(
                "To delete an organization you must first remove all member accounts (except the master)."
            );
        foreach (var part in Parts(organization).ToList())
            change.Remove(part);
        change.Remove(change.Account.Membership!);
        change.Remove(organization.Settings!);
    }

    static IEnumerable<Entity> Parts(Core.Organizations.Organization organization) =>
        [
            .. organization.Members.All,
            .. organization.Units.All,
            .. organization.Policies.All,
            .. organization.Handshakes.All,
            .. organization.Creations.All,
            .. organization.Delegations.All,
            .. organization.Transfers.All,
        ];
}
