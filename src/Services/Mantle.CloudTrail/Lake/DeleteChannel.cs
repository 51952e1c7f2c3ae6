using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DeleteChannel
{
    public static Access Requires(DeleteChannelRequest r, Call c) => LakeResource.Access(c, Actions.DeleteChannel, "channel", r.Channel);

    public static DeleteChannelResponse Execute(DeleteChannelRequest r, Change change) => throw LakeResource.NoChannel(r.Channel);
}
