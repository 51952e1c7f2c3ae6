using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class CreateChannel
{
    public static Access Requires(CreateChannelRequest r, Call c) => LakeResource.Access(c, Actions.CreateChannel, "channel", null);

    public static CreateChannelResponse Execute(CreateChannelRequest r, Change change) => throw LakeResource.NotHere("Channels are");
}
