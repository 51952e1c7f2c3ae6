using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StartEventDataStoreIngestion
{
    public static Access Requires(StartEventDataStoreIngestionRequest r, Call c) =>
        LakeResource.Access(c, Actions.StartEventDataStoreIngestion, "eventdatastore", r.EventDataStore);

    public static StartEventDataStoreIngestionResponse Execute(StartEventDataStoreIngestionRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
