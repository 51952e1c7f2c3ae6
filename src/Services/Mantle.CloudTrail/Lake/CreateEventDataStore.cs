using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class CreateEventDataStore
{
    public static Access Requires(CreateEventDataStoreRequest r, Call c) =>
        LakeResource.Access(c, Actions.CreateEventDataStore, "eventdatastore", null);

    public static CreateEventDataStoreResponse Execute(CreateEventDataStoreRequest r, Change change) =>
        throw LakeResource.NotHere("Event data stores are");
}
