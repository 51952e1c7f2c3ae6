using Mantle.Server.Authentication;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

static class SessionKeyShape
{
    public static SessionKey Of(RingKey key, bool isCurrent) => new() { KeyId = (int)key.Id, CreateDate = key.Created, IsCurrent = isCurrent };
}
