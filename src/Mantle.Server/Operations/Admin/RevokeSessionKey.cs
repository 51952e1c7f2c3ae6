using Mantle.Server.Authorization;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>Takes a key away that has leaked: every session it sealed ends at once, and no other.</summary>
[Operation]
static class RevokeSessionKey
{
    public static Access Requires(RevokeSessionKeyRequest r, Call c) => ManagementAccess.Of(c, "mantle:RevokeSessionKey");

    public static async ValueTask ExecuteAsync(RevokeSessionKeyRequest r, Call c, CancellationToken cancellation)
    {
        if (!await c.Server.SessionKeys.RevokeAsync((uint)r.KeyId, c.Time))
            throw Errors.NoSuchEntity(string.Create(CultureInfo.InvariantCulture, $"There is no session key {r.KeyId}."));
    }
}
