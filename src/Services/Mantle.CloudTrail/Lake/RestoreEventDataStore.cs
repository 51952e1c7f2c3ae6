using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class RestoreEventDataStore
{
    public static Access Requires(RestoreEventDataStoreRequest r, Call c) =>
        LakeResource.Access(c, Actions.RestoreEventDataStore, "eventdatastore", r.EventDataStore);

    public static RestoreEventDataStoreResponse Execute(RestoreEventDataStoreRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
