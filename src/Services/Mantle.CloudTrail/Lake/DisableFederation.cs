using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DisableFederation
{
    public static Access Requires(DisableFederationRequest r, Call c) =>
        LakeResource.Access(c, Actions.DisableFederation, "eventdatastore", r.EventDataStore);

    public static DisableFederationResponse Execute(DisableFederationRequest r, Change change) =>
        throw LakeResource.NoStore(r.EventDataStore);
}
