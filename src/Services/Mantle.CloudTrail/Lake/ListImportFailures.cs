using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListImportFailures
{
    public static Access Requires(ListImportFailuresRequest r, Call c) => new(Actions.ListImportFailures, "*");

    public static ListImportFailuresResponse Execute(ListImportFailuresRequest r, Call c) => new() { Failures = [] };
}
