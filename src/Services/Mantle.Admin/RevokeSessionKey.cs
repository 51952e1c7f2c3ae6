using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>Removes a leaked key: the sessions that it sealed end at once, and no others.</summary>
[Operation]
sealed class RevokeSessionKey(SessionKeys sessionKeys, ManagementAccount management)
{
    public ValueTask<Access> RequiresAsync(RevokeSessionKeyRequest r, Call c, CancellationToken cancellation) =>
        ManagementAccess.OfAsync(c, management, Actions.RevokeSessionKey);

    public async Task ExecuteAsync(RevokeSessionKeyRequest r, Call c, CancellationToken cancellation)
    {
        if (!await sessionKeys.Ring.RevokeAsync((uint)r.KeyId, c.Time))
            throw Errors.NoSuchEntity(string.Create(CultureInfo.InvariantCulture, $"There is no session key {r.KeyId}."));
    }
}
