using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StartQuery
{
    public static Access Requires(StartQueryRequest r, Call c) => LakeResource.Access(c, Actions.StartQuery, "eventdatastore", null);

    public static StartQueryResponse Execute(StartQueryRequest r, Call c) => throw LakeResource.NoStore(null);
}
