using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class RegisterDelegatedAdministrator
{
    public static Access Requires(RegisterDelegatedAdministratorRequest r, Call c) =>
        AccessTo.Of(c, Actions.RegisterDelegatedAdministrator, AllowedCallers.Management, r.AccountId).ForService(r.ServicePrincipal);

    public static WriteTarget Writes(RegisterDelegatedAdministratorRequest r, Call c) => Administration.Writes(c);

    public static void Execute(RegisterDelegatedAdministratorRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var principal = ServicePrincipals.Checked(r.ServicePrincipal);
        var member = Existing.Member(organization, r.AccountId);
        if (member.AccountId == organization.ManagementAccountId)
            throw Errors.ConstraintViolationException(
                "You cannot register master account/yourself as delegated administrator for your organization.",
                ConstraintViolationExceptionReason.CannotRegisterMasterAsDelegatedAdministrator
            );
        if (member.State != Member.Active)
            throw Errors.ConstraintViolationException(
                "You cannot register a suspended account as a delegated administrator.",
                ConstraintViolationExceptionReason.CannotRegisterSuspendedAccountAsDelegatedAdministrator
            );
        if (!organization.Settings!.TrustedServices.Any(service => service.Principal == principal))
            throw Errors.ConstraintViolationException(
                "You must enable service access before you delegate an administrator for this service. Call the AWS API "
                    + "EnableAWSServiceAccess first.",
                ConstraintViolationExceptionReason.ServiceAccessNotEnabled
            );
        var delegation =
            organization.Delegations.Find(member.Id)
            ?? new Core.Organizations.Delegation
            {
                AccountId = member.AccountId,
                Since = change.Time,
                Services = [],
            };
        if (delegation.IsFor(principal))
            throw Errors.AccountAlreadyRegisteredException(
                "The provided account is already a delegated administrator for your organization."
            );
        change.Put(delegation with { Services = delegation.Services.Add(new TrustedService(principal, change.Time)) });
    }
}
