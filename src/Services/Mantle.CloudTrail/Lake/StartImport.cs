using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StartImport
{
    public static Access Requires(StartImportRequest r, Call c) => new(Actions.StartImport, "*");

    public static StartImportResponse Execute(StartImportRequest r, Change change) => throw LakeResource.NotHere("Imports are");
}
