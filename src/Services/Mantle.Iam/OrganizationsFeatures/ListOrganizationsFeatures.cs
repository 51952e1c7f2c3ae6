using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OrganizationsFeatures;

[Operation]
static class ListOrganizationsFeatures
{
    public static Access Requires(ListOrganizationsFeaturesRequest r, Call c) => new(Actions.ListOrganizationsFeatures, "*");

    public static ListOrganizationsFeaturesResponse Execute(ListOrganizationsFeaturesRequest r, Call c)
    {
        var organization = RootFeatures.Organization(c, managementOnly: false);
        return new() { EnabledFeatures = organization.Settings!.RootFeatures, OrganizationId = organization.Id };
    }
}
