using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListImports
{
    public static Access Requires(ListImportsRequest r, Call c) => new(Actions.ListImports, "*");

    public static ListImportsResponse Execute(ListImportsRequest r, Call c) => new() { Imports = [] };
}
