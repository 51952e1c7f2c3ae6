using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>Seals session tokens with a new key from now on. Live sessions go on: their keys stay until the last of them has ended.</summary>
[Operation]
static class RotateSessionKey
{
    public static Access Requires(RotateSessionKeyRequest r, Call c) => ManagementAccess.Of(c, "mantle:RotateSessionKey");

    public static async ValueTask<RotateSessionKeyResponse> ExecuteAsync(RotateSessionKeyRequest r, Call c, CancellationToken cancellation) =>
        new() { Key = SessionKeyShape.Of(await SessionKeyRotation.RotateAsync(c.Server.SessionKeys, c.Time), isCurrent: true) };
}
