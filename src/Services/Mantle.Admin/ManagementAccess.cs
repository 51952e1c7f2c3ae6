using Mantle.Core.Authorization;
using Mantle.Core.Modules;

namespace Mantle.Admin;

/// <summary>
/// What concerns the whole installation is the management account's: its principals need a policy for it, and those of other accounts are
/// denied, since it has no resource policy that could let them in.
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
