using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OrganizationsFeatures;

[Operation]
static class DisableOrganizationsRootCredentialsManagement
{
    public static Access Requires(DisableOrganizationsRootCredentialsManagementRequest r, Call c) =>
        new(Actions.DisableOrganizationsRootCredentialsManagement, "*");

    public static WriteTarget Writes(DisableOrganizationsRootCredentialsManagementRequest r, Call c) => RootFeatures.Writes(c);

    public static DisableOrganizationsRootCredentialsManagementResponse Execute(
        DisableOrganizationsRootCredentialsManagementRequest r,
        Change change
    ) =>
        new()
        {
            EnabledFeatures = RootFeatures.Disable(change, RootFeatures.CredentialsManagement),
            OrganizationId = change.Organization!.Id,
        };
}
