using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

/// <summary>Refused: only the management account administers the organization's trails here.</summary>
[Operation]
static class RegisterOrganizationDelegatedAdmin
{
    public static Access Requires(RegisterOrganizationDelegatedAdminRequest r, Call c) =>
        new(Actions.RegisterOrganizationDelegatedAdmin, "*");

    public static RegisterOrganizationDelegatedAdminResponse Execute(RegisterOrganizationDelegatedAdminRequest r, Change change)
    {
        OrganizationTrails.Check(change.Call);
        throw Errors.UnsupportedOperationException("Delegated administrators are not supported.");
    }
}
