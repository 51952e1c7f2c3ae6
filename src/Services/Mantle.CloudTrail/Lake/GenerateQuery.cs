using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GenerateQuery
{
    public static Access Requires(GenerateQueryRequest r, Call c) =>
        LakeResource.Access(c, Actions.GenerateQuery, "eventdatastore", r.EventDataStores[0]);

    public static GenerateQueryResponse Execute(GenerateQueryRequest r, Call c) => throw LakeResource.NoStore(r.EventDataStores[0]);
}
