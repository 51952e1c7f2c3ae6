using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetChannel
{
    public static Access Requires(GetChannelRequest r, Call c) => LakeResource.Access(c, Actions.GetChannel, "channel", r.Channel);

    public static GetChannelResponse Execute(GetChannelRequest r, Call c) => throw LakeResource.NoChannel(r.Channel);
}
