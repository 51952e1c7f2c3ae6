using Mantle.Core.Authorization;
using Mantle.Core.Modules;

namespace Mantle.Admin;

/// <summary>
/// Access to what the whole installation shares, which belongs to the management account. Its principals need a policy that allows the
/// call. Principals of other accounts are denied, because no resource policy lets them in.
/// </summary>
static class ManagementAccess
{
    /// <summary>The access, for an operation that prepares nothing.</summary>
    public static async ValueTask<Access> OfAsync(Call call, ManagementAccount management, ActionName action)
    {
        await PrepareAsync(call, management);
        return Of(call, management, action);
    }

    /// <summary>Takes the management account into the view.</summary>
    public static ValueTask PrepareAsync(Call call, ManagementAccount management) => call.View.IncludeAsync(management.Id);

    /// <summary>The access, once the management account is in the view.</summary>
    public static Access Of(Call call, ManagementAccount management, ActionName action)
    {
        if (call.Account.Id == management.Id)
            return new Access(action, "*");
        return new Access(action, "*")
        {
            // Without an owner the caller's own policies would decide.
            ResourceOwner =
                call.View.FindAccount(management.Id) ?? throw new InvalidOperationException("The management account is not in the view."),
            DeniedMessage = $"User: {call.Caller.Arn} is not authorized to perform: {action} because it is not in the management account",
        };
    }
}
