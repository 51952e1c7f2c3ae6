using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Wire.Admin;

namespace Mantle.Admin;

/// <summary>Lists the keys that seal session tokens, oldest first; the last one seals new tokens.</summary>
[Operation]
sealed class ListSessionKeys(SessionKeys sessionKeys, ManagementAccount management)
{
    public ValueTask<Access> RequiresAsync(ListSessionKeysRequest r, Call c, CancellationToken cancellation) =>
        ManagementAccess.OfAsync(c, management, Actions.ListSessionKeys);

    public ListSessionKeysResponse Execute(ListSessionKeysRequest r, Call c) =>
        new() { Keys = [.. sessionKeys.Ring.Keys.Select(key => SessionKeyShape.Of(key, isCurrent: key == sessionKeys.Ring.Current))] };
}
