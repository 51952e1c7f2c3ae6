using Mantle.Core.Authorization;
using Mantle.Organizations.Members;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Lifecycle;

[Operation]
static class LeaveOrganization
{
    public static Access Requires(LeaveOrganizationRequest r, Call c) =>
        Administration.Access(c, Actions.LeaveOrganization, AllowedCallers.Everyone);

    public static WriteTarget Writes(LeaveOrganizationRequest r, Call c) => Administration.Writes(c);

    public static void Execute(LeaveOrganizationRequest r, Change change)
    {
        Administration.Organization(change, AllowedCallers.Everyone);
        RemoveAccountFromOrganization.Remove(change);
    }
}
