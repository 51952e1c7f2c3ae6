using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class CancelQuery
{
    public static Access Requires(CancelQueryRequest r, Call c) => LakeResource.Access(c, Actions.CancelQuery, "eventdatastore", null);

    public static CancelQueryResponse Execute(CancelQueryRequest r, Change change) => throw LakeResource.NoQuery(r.QueryId);
}
