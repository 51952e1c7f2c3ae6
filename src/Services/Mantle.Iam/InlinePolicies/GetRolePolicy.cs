using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class GetRolePolicy
{
    public static Access Requires(GetRolePolicyRequest r, Call c) => AccessTo.Role(c, Actions.GetRolePolicy, r.RoleName);

    public static GetRolePolicyResponse Execute(GetRolePolicyRequest r, Call c)
    {
        var role = Existing.Role(c.Account, r.RoleName);
        var policy = Existing.InlinePolicy(role, r.PolicyName);
        return new GetRolePolicyResponse
        {
            RoleName = role.Name,
            PolicyName = policy.Name,
            PolicyDocument = Answers.Encoded(policy.Document.Text),
        };
    }
}
