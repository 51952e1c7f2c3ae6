using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class EnableFederation
{
    public static Access Requires(EnableFederationRequest r, Call c) =>
        LakeResource.Access(c, Actions.EnableFederation, "eventdatastore", r.EventDataStore);

    public static EnableFederationResponse Execute(EnableFederationRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
