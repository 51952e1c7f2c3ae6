using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>What concerns the whole installation is for principals of its management account.</summary>
static class ManagementAccess
{
    public static Access Of(Call call, ManagementAccount management, ActionName action) =>
        call.Account.Id == management.Id
            ? new Access(action, "*")
            : throw CommonErrors.AccessDenied(
                $"User: {call.Caller.Arn} is not authorized to perform: {action} because it is not in the management account"
            );
}
