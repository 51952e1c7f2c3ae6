using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StopEventDataStoreIngestion
{
    public static Access Requires(StopEventDataStoreIngestionRequest r, Call c) =>
        LakeResource.Access(c, Actions.StopEventDataStoreIngestion, "eventdatastore", r.EventDataStore);

    public static StopEventDataStoreIngestionResponse Execute(StopEventDataStoreIngestionRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
