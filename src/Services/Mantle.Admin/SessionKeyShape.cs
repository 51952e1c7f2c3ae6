using Mantle.Core.Secrets;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

static class SessionKeyShape
{
    public static SessionKey Of(RingKey key, bool isCurrent) =>
        new()
        {
            KeyId = (int)key.Id,
            CreateDate = key.Created,
            IsCurrent = isCurrent,
        };
}
