using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class EnableAWSServiceAccess
{
    public static Access Requires(EnableAWSServiceAccessRequest r, Call c) =>
        Administration.Access(c, Actions.EnableAWSServiceAccess, AllowedCallers.Management).ForService(r.ServicePrincipal);

    public static WriteTarget Writes(EnableAWSServiceAccessRequest r, Call c) => Administration.Writes(c);

    public static void Execute(EnableAWSServiceAccessRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var principal = ServicePrincipals.Checked(r.ServicePrincipal);
        if (!organization.HasAllFeatures)
            throw Errors.ConstraintViolationException(
                "This operation requires that all features are enabled in the organization.",
                ConstraintViolationExceptionReason.OrganizationNotInAllFeaturesMode
            );
        var settings = organization.Settings!;
        if (!settings.TrustedServices.Any(service => service.Principal == principal))
            change.Put(settings with { TrustedServices = settings.TrustedServices.Add(new TrustedService(principal, change.Time)) });
    }
}
