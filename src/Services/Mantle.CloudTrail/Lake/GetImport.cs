using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetImport
{
    public static Access Requires(GetImportRequest r, Call c) => new(Actions.GetImport, "*");

    public static GetImportResponse Execute(GetImportRequest r, Call c) => throw LakeResource.NoImport(r.ImportId);
}
