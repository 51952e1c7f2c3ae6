using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class DeregisterDelegatedAdministrator
{
    public static Access Requires(DeregisterDelegatedAdministratorRequest r, Call c) =>
        AccessTo.Of(c, Actions.DeregisterDelegatedAdministrator, AllowedCallers.Management, r.AccountId).ForService(r.ServicePrincipal);

    public static WriteTarget Writes(DeregisterDelegatedAdministratorRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DeregisterDelegatedAdministratorRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var principal = ServicePrincipals.Checked(r.ServicePrincipal);
        var member = Existing.Member(organization, r.AccountId);
        if (member.AccountId == organization.ManagementAccountId)
            throw Errors.ConstraintViolationException(
                "You cannot register master account/yourself as delegated administrator for your organization.",
                ConstraintViolationExceptionReason.CannotRegisterMasterAsDelegatedAdministrator
            );
        if (organization.Delegations.Find(member.Id) is not { } delegation || !delegation.IsFor(principal))
            throw Errors.AccountNotRegisteredException(
                "The provided account is not a registered delegated administrator for your organization."
            );
        var left = delegation.Services.RemoveAll(service => service.Principal == principal);
        if (left.IsEmpty)
            change.Remove(delegation);
        else
            change.Put(delegation with { Services = left });
    }
}
