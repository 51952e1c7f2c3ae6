using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListChannels
{
    public static Access Requires(ListChannelsRequest r, Call c) => new(Actions.ListChannels, "*");

    public static ListChannelsResponse Execute(ListChannelsRequest r, Call c) => new() { Channels = [] };
}
