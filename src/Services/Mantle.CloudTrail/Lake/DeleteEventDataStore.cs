using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DeleteEventDataStore
{
    public static Access Requires(DeleteEventDataStoreRequest r, Call c) =>
        LakeResource.Access(c, Actions.DeleteEventDataStore, "eventdatastore", r.EventDataStore);

    public static DeleteEventDataStoreResponse Execute(DeleteEventDataStoreRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
