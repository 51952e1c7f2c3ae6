using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Iam.OrganizationsFeatures;

/// <summary>
/// Central management of the member accounts' root users
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html"/>): who may read and change the enabled
/// features.
/// </summary>
static class RootFeatures
{
    public const string CredentialsManagement = FeatureType.RootCredentialsManagement,
        Sessions = FeatureType.RootSessions,
        Service = "iam.amazonaws.com";

    public static WriteTarget Writes(Call c) =>
        new(c.Account.Id, OrganizationId: c.Account.Membership?.OrganizationId) { FollowsMembership = true };

    /// <exception cref="Wire.ApiException">The caller's account has no organization, is neither its management account nor IAM's delegated
    /// administrator, or the organization has not enabled trusted access for IAM.</exception>
    public static Organization Organization(Call c, bool managementOnly)
    {
        var organization =
            c.Organization
            ?? throw Errors.OrganizationNotFoundException(
                "The request was rejected because no organization is associated with your account."
            );
        if (organization.ManagementAccountId != c.Account.Id)
        {
            if (organization.Delegations.Find(c.Account.Id)?.IsFor(Service) != true)
                throw Errors.AccountNotManagementOrDelegatedAdministratorException(
                    "The request was rejected because the account making the request is not the management account or "
                        + "delegated administrator account for centralized root access."
                );
            if (managementOnly)
                throw Errors.CallerIsNotManagementAccountException(
                    "The request was rejected because the account making the request is not the management account for the organization."
                );
        }
        if (!organization.HasAllFeatures)
            throw Errors.OrganizationNotInAllFeaturesModeException(
                "The request was rejected because your organization does not have All features enabled."
            );
        return organization.Settings!.TrustedServices.Any(service => service.Principal == Service)
            ? organization
            : throw Errors.ServiceAccessNotEnabledException(
                "The request was rejected because trusted access is not enabled for IAM in Organizations."
            );
    }

    /// <summary>Enables a feature and returns all enabled features.</summary>
    public static IReadOnlyList<string> Enable(Change change, string feature)
    {
        var settings = Organization(change.Call, managementOnly: true).Settings!;
        if (!settings.RootFeatures.Contains(feature))
            change.Put(settings = settings with { RootFeatures = settings.RootFeatures.Add(feature) });
        return settings.RootFeatures;
    }

    /// <summary>Disables a feature and returns the features that remain enabled.</summary>
    public static IReadOnlyList<string> Disable(Change change, string feature)
    {
        var settings = Organization(change.Call, managementOnly: false).Settings!;
        if (settings.RootFeatures.Contains(feature))
            change.Put(settings = settings with { RootFeatures = settings.RootFeatures.Remove(feature) });
        return settings.RootFeatures;
    }
}
