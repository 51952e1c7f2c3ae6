using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DescribeQuery
{
    public static Access Requires(DescribeQueryRequest r, Call c) =>
        LakeResource.Access(c, Actions.DescribeQuery, "eventdatastore", r.EventDataStore);

    public static DescribeQueryResponse Execute(DescribeQueryRequest r, Call c) => throw LakeResource.NoQuery(r.QueryId);
}
