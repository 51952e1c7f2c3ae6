using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StopImport
{
    public static Access Requires(StopImportRequest r, Call c) => new(Actions.StopImport, "*");

    public static StopImportResponse Execute(StopImportRequest r, Change change) => throw LakeResource.NoImport(r.ImportId);
}
