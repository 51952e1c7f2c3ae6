using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class DisableAWSServiceAccess
{
    public static Access Requires(DisableAWSServiceAccessRequest r, Call c) =>
        Administration.Access(c, Actions.DisableAWSServiceAccess, AllowedCallers.Management).ForService(r.ServicePrincipal);

    public static WriteTarget Writes(DisableAWSServiceAccessRequest r, Call c) => Administration.Writes(c);

    public static void Execute(DisableAWSServiceAccessRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var principal = ServicePrincipals.Checked(r.ServicePrincipal);
        if (organization.Delegations.All.Any(delegation => delegation.IsFor(principal)))
            throw Errors.ConstraintViolationException(
                "You attempted to disable service access before you deregistered the delegated administrator for this service.",
                ConstraintViolationExceptionReason.DelegatedAdministratorExistsForThisService
            );
        var settings = organization.Settings!;
        if (settings.TrustedServices.Any(service => service.Principal == principal))
            change.Put(settings with { TrustedServices = settings.TrustedServices.RemoveAll(service => service.Principal == principal) });
    }
}
