using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class UpdateEventDataStore
{
    public static Access Requires(UpdateEventDataStoreRequest r, Call c) =>
        LakeResource.Access(c, Actions.UpdateEventDataStore, "eventdatastore", r.EventDataStore);

    public static UpdateEventDataStoreResponse Execute(UpdateEventDataStoreRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
