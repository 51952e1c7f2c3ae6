using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OrganizationsFeatures;

[Operation]
static class DisableOrganizationsRootSessions
{
    public static Access Requires(DisableOrganizationsRootSessionsRequest r, Call c) => new(Actions.DisableOrganizationsRootSessions, "*");

    public static WriteTarget Writes(DisableOrganizationsRootSessionsRequest r, Call c) => RootFeatures.Writes(c);

    public static DisableOrganizationsRootSessionsResponse Execute(DisableOrganizationsRootSessionsRequest r, Change change) =>
        new() { EnabledFeatures = RootFeatures.Disable(change, RootFeatures.Sessions), OrganizationId = change.Organization!.Id };
}
