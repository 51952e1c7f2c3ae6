using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListQueries
{
    public static Access Requires(ListQueriesRequest r, Call c) =>
        LakeResource.Access(c, Actions.ListQueries, "eventdatastore", r.EventDataStore);

    public static ListQueriesResponse Execute(ListQueriesRequest r, Call c) => throw LakeResource.NoStore(r.EventDataStore);
}
