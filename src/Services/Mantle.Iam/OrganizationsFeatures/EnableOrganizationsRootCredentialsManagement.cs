using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OrganizationsFeatures;

[Operation]
static class EnableOrganizationsRootCredentialsManagement
{
    public static Access Requires(EnableOrganizationsRootCredentialsManagementRequest r, Call c) =>
        new(Actions.EnableOrganizationsRootCredentialsManagement, "*");

    public static WriteTarget Writes(EnableOrganizationsRootCredentialsManagementRequest r, Call c) => RootFeatures.Writes(c);

    public static EnableOrganizationsRootCredentialsManagementResponse Execute(
        EnableOrganizationsRootCredentialsManagementRequest r,
        Change change
    ) =>
        new()
        {
            EnabledFeatures = RootFeatures.Enable(change, RootFeatures.CredentialsManagement),
            OrganizationId = change.Organization!.Id,
        };
}
