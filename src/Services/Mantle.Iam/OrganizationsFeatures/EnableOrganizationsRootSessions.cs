using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OrganizationsFeatures;

[Operation]
static class EnableOrganizationsRootSessions
{
    public static Access Requires(EnableOrganizationsRootSessionsRequest r, Call c) => new(Actions.EnableOrganizationsRootSessions, "*");

    public static WriteTarget Writes(EnableOrganizationsRootSessionsRequest r, Call c) => RootFeatures.Writes(c);

    public static EnableOrganizationsRootSessionsResponse Execute(EnableOrganizationsRootSessionsRequest r, Change change) =>
        new() { EnabledFeatures = RootFeatures.Enable(change, RootFeatures.Sessions), OrganizationId = change.Organization!.Id };
}
