using Mantle.Core.Authorization;
using Mantle.Core.ResourcePolicies;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class UpdateAssumeRolePolicy
{
    public static ValueTask<ResourcePolicyDraft> PrepareAsync(UpdateAssumeRolePolicyRequest r, Call c, CancellationToken cancellation) =>
        ResourcePolicyDraft.PrepareAsync(c, r.PolicyDocument);

    public static Access Requires(UpdateAssumeRolePolicyRequest r, Call c) =>
        AccessTo.Role(c, Actions.UpdateAssumeRolePolicy, r.RoleName, withBoundary: true);

    public static void Execute(UpdateAssumeRolePolicyRequest r, Change change, ResourcePolicyDraft draft)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { Trust = draft.ToTrust(change.Call, change.Account) });
    }
}
