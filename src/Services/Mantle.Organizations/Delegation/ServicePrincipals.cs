using System.Collections.Frozen;
using Mantle.Core.Catalog;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

/// <summary>Reads service principals of requests.</summary>
static class ServicePrincipals
{
    const string Domain = ".amazonaws.com";

    /// <exception cref="Wire.ApiException">InvalidInputException: it is not a service principal.</exception>
    public static string Checked(string principal) =>
        IsKnown(principal)
            ? principal
            : throw Errors.InvalidInputException(
                "You specified an unrecognized service principal.",
                InvalidInputExceptionReason.UnrecognizedServicePrincipal
            );

    /// <summary>
    /// The principals that the User Guide names for trusted access, those of services with a service-linked role, and those of all services
    /// in the catalog (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html"/>).
    /// </summary>
    static bool IsKnown(string principal) =>
        Named.Contains(principal)
        || (ServiceLinkedRoles.Find(principal) is { } template && template.Service == principal)
        || (
            principal.EndsWith(Domain, StringComparison.Ordinal)
            && ServiceCatalog.FindService(principal[..^Domain.Length]) is { } service
            && service.Prefix == principal[..^Domain.Length]
        );

    /// <summary>The principals that do not follow from the service's prefix.</summary>
    static readonly FrozenSet<string> Named = FrozenSet.Create(
        StringComparer.Ordinal,
        "agentless.inspector2.amazonaws.com",
        "aws-artifact-account-sync.amazonaws.com",
        "config-multiaccountsetup.amazonaws.com",
        "cost-optimization-hub.bcm.amazonaws.com",
        "health.amazonaws.com",
        "inspector2.amazonaws.com",
        "ipam.amazonaws.com",
        "license-management.marketplace.amazonaws.com",
        "license-manager-linux-subscriptions.amazonaws.com",
        "license-manager.amazonaws.com",
        "license-manager.member-account.amazonaws.com",
        "macie.amazonaws.com",
        "malware-protection.guardduty.amazonaws.com",
        "member.org.stacksets.cloudformation.amazonaws.com",
        "networkmanager.amazonaws.com",
        "observabilityadmin.amazonaws.com",
        "opsdatasync.ssm.amazonaws.com",
        "private-marketplace.marketplace.amazonaws.com",
        "procurement-insights.marketplace.amazonaws.com",
        "reachabilityanalyzer.networkinsights.amazonaws.com",
        "reporting.trustedadvisor.amazonaws.com",
        "selfservicereporting.managedservices.amazonaws.com",
        "stacksets.cloudformation.amazonaws.com",
        "storage-lens.s3.amazonaws.com",
        "tagpolicies.tag.amazonaws.com"
    );
}
