using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListEventDataStores
{
    public static Access Requires(ListEventDataStoresRequest r, Call c) => new(Actions.ListEventDataStores, "*");

    public static ListEventDataStoresResponse Execute(ListEventDataStoresRequest r, Call c) => new() { EventDataStores = [] };
}
