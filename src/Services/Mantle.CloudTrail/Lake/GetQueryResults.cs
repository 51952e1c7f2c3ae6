using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetQueryResults
{
    public static Access Requires(GetQueryResultsRequest r, Call c) =>
        LakeResource.Access(c, Actions.GetQueryResults, "eventdatastore", r.EventDataStore);

    public static GetQueryResultsResponse Execute(GetQueryResultsRequest r, Call c) => throw LakeResource.NoQuery(r.QueryId);
}
