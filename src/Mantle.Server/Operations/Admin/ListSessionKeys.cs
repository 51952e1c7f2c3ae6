using Mantle.Server.Authorization;
using Mantle.Wire.Admin;

namespace Mantle.Server.Operations.Admin;

/// <summary>The keys that seal session tokens, oldest first; the last one seals what is new.</summary>
[Operation]
static class ListSessionKeys
{
    public static Access Requires(ListSessionKeysRequest r, Call c) => ManagementAccess.Of(c, "mantle:ListSessionKeys");

    public static ListSessionKeysResponse Execute(ListSessionKeysRequest r, Call c) => new()
    {
        Keys = [.. c.Server.SessionKeys.Keys.Select(key => SessionKeyShape.Of(key, isCurrent: key == c.Server.SessionKeys.Current))],
    };
}
