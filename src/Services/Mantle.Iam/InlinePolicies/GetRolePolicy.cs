using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class GetRolePolicy
{
    public static Access Requires(GetRolePolicyRequest r, Call c) => Target.Role(c, Actions.GetRolePolicy, r.RoleName);

    public static GetRolePolicyResponse Execute(GetRolePolicyRequest r, Call c)
    {
        var role = Find.Role(c.Account, r.RoleName);
        var policy = Find.InlinePolicy(role, r.PolicyName);
        return new GetRolePolicyResponse
        {
            RoleName = role.Name,
            PolicyName = policy.Name,
            PolicyDocument = Shapes.Encoded(policy.Document.Text),
        };
    }
}
