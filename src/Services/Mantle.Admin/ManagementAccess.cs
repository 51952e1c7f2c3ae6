using Mantle.Core.Authorization;
using Mantle.Core.Modules;

namespace Mantle.Admin;

/// <summary>
/// Access to what the whole installation shares, which belongs to the management account. Its principals need a policy that allows the
/// call. Principals of other accounts are denied, because no resource policy lets them in.
/// </summary>
static class ManagementAccess
{
    public static async ValueTask<Access> OfAsync(Call call, ManagementAccount management, ActionName action)
    {
        if (call.Account.Id == management.Id)
            return new Access(action, "*");
        await call.View.IncludeAsync(management.Id);
        return new Access(action, "*")
        {
            ResourceOwner = call.View.FindAccount(management.Id),
            DeniedMessage = $"User: {call.Caller.Arn} is not authorized to perform: {action} because it is not in the management account",
        };
    }
}
