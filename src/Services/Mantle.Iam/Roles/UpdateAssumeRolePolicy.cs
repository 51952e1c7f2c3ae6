using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class UpdateAssumeRolePolicy
{
    /// <summary>The accounts whose principals the trust policy names, so that they can be checked.</summary>
    public static async ValueTask<bool> PrepareAsync(UpdateAssumeRolePolicyRequest r, Call c, CancellationToken cancellation)
    {
        await c.View.IncludeAsync(PolicyInput.AccountsNamedIn(r.PolicyDocument));
        return true;
    }

    public static Access Requires(UpdateAssumeRolePolicyRequest r, Call c) => Target.Role(c, "iam:UpdateAssumeRolePolicy", r.RoleName, withBoundary: true);

    public static void Execute(UpdateAssumeRolePolicyRequest r, Change change, bool _)
    {
        var role = Find.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { Trust = PolicyInput.Trust(r.PolicyDocument, change.Call, change.Account) });
    }
}
