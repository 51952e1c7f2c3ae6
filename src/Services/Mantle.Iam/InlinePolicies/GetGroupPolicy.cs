using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class GetGroupPolicy
{
    public static Access Requires(GetGroupPolicyRequest r, Call c) => Target.Group(c, Actions.GetGroupPolicy, r.GroupName);

    public static GetGroupPolicyResponse Execute(GetGroupPolicyRequest r, Call c)
    {
        var group = Find.Group(c.Account, r.GroupName);
        var policy = Find.InlinePolicy(group, r.PolicyName);
        return new GetGroupPolicyResponse
        {
            GroupName = group.Name,
            PolicyName = policy.Name,
            PolicyDocument = Shapes.Encoded(policy.Document.Text),
        };
    }
}
