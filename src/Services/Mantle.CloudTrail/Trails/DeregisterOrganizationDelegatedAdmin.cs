using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class DeregisterOrganizationDelegatedAdmin
{
    public static Access Requires(DeregisterOrganizationDelegatedAdminRequest r, Call c) =>
        new(Actions.DeregisterOrganizationDelegatedAdmin, "*");

    /// <summary>No account can be registered, so none is.</summary>
    public static DeregisterOrganizationDelegatedAdminResponse Execute(DeregisterOrganizationDelegatedAdminRequest r, Change change)
    {
        OrganizationTrails.Check(change.Call);
        throw Errors.AccountNotRegisteredException(
            $"The account {r.DelegatedAdminAccountId} is not registered as the CloudTrail delegated administrator."
        );
    }
}
