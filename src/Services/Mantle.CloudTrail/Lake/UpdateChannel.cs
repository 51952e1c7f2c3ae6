using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class UpdateChannel
{
    public static Access Requires(UpdateChannelRequest r, Call c) => LakeResource.Access(c, Actions.UpdateChannel, "channel", r.Channel);

    public static UpdateChannelResponse Execute(UpdateChannelRequest r, Change change) => throw LakeResource.NoChannel(r.Channel);
}
