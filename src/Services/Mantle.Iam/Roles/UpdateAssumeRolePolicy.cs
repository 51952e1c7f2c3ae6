using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class UpdateAssumeRolePolicy
{
    public static ValueTask<TrustDraft> PrepareAsync(UpdateAssumeRolePolicyRequest r, Call c, CancellationToken cancellation) =>
        TrustDraft.PrepareAsync(c, r.PolicyDocument);

    public static Access Requires(UpdateAssumeRolePolicyRequest r, Call c) =>
        Target.Role(c, "iam:UpdateAssumeRolePolicy", r.RoleName, withBoundary: true);

    public static void Execute(UpdateAssumeRolePolicyRequest r, Change change, TrustDraft draft)
    {
        var role = Find.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { Trust = draft.Bind(change.Call, change.Account) });
    }
}
