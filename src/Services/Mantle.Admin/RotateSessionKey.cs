using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>
/// Seals new session tokens with a new key. Live sessions stay valid: an old key is kept until the last session that it sealed has ended.
/// </summary>
[Operation]
sealed class RotateSessionKey(SessionKeys sessionKeys, ManagementAccount management)
{
    public ValueTask<Access> RequiresAsync(RotateSessionKeyRequest r, Call c, CancellationToken cancellation) =>
        ManagementAccess.OfAsync(c, management, Actions.RotateSessionKey);

    public async Task<RotateSessionKeyResponse> ExecuteAsync(RotateSessionKeyRequest r, Call c, CancellationToken cancellation) =>
        new() { Key = SessionKeyShape.Of(await SessionKeyRotation.RotateAsync(sessionKeys.Ring, c.Time), isCurrent: true) };
}
