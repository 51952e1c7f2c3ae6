using Mantle.Server.Authorization;
using Mantle.Wire;

namespace Mantle.Server.Operations.Admin;

/// <summary>What concerns the whole installation is for principals of its management account.</summary>
static class ManagementAccess
{
    public static Access Of(Call call, string action) => call.Account.Id == call.Server.ManagementAccountId
        ? new Access(action, "*")
        : throw CommonErrors.AccessDenied($"User: {call.Caller.Arn} is not authorized to perform: {action} because it is not in the management account");
}
