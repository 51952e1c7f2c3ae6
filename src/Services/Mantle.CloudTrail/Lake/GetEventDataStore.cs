using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetEventDataStore
{
    public static Access Requires(GetEventDataStoreRequest r, Call c) =>
        LakeResource.Access(c, Actions.GetEventDataStore, "eventdatastore", r.EventDataStore);

    public static GetEventDataStoreResponse Execute(GetEventDataStoreRequest r, Call c) => throw LakeResource.NoStore(r.EventDataStore);
}
