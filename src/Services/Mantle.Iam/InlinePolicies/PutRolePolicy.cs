using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class PutRolePolicy
{
    public static Access Requires(PutRolePolicyRequest r, Call c) =>
        AccessTo.Role(c, Actions.PutRolePolicy, r.RoleName, withBoundary: true);

    public static void Execute(PutRolePolicyRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { InlinePolicies = Inline.With(role, r.PolicyName, r.PolicyDocument) });
    }
}
