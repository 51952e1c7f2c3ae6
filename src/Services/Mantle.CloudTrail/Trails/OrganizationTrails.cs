using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

/// <summary>
/// Trails of an organization: the management account has them, and every member sees them
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html"/>).
/// </summary>
static class OrganizationTrails
{
    /// <summary>Loads the management account of the caller's organization into the view.</summary>
    public static ValueTask IncludeAsync(Call c) =>
        c.Organization is { } organization ? c.View.IncludeAsync(organization.ManagementAccountId) : ValueTask.CompletedTask;

    /// <summary>The management account of the caller's organization, if it is the account with an id.</summary>
    public static Account? OwnerOf(Call c, AccountId id) => c.Organization?.ManagementAccountId == id ? c.FindAccount(id) : null;

    /// <summary>Checks that the caller's account can have a trail of its organization.</summary>
    /// <exception cref="Wire.ApiException">It cannot.</exception>
    public static Organization Check(Call c)
    {
        if (c.Organization is not { } organization)
            throw Errors.OrganizationsNotInUseException("Your account is not a member of an organization.");
        if (organization.ManagementAccountId != c.Account.Id)
            throw NotManagement();
        if (!organization.HasAllFeatures)
            throw Errors.OrganizationNotInAllFeaturesModeException("All features must be enabled in the organization.");
        if (!organization.Settings!.TrustedServices.Any(service => service.Principal == TrailBucket.Service))
            throw Errors.CloudTrailAccessNotEnabledException(
                "The request could not be processed because your organization hasn't enabled CloudTrail service access."
            );
        return organization;
    }

    public static Wire.ApiException NotManagement() =>
        Errors.NotOrganizationMasterAccountException("The management account of the organization must make this request.");
}
