using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class GetGroupPolicy
{
    public static Access Requires(GetGroupPolicyRequest r, Call c) => AccessTo.Group(c, Actions.GetGroupPolicy, r.GroupName);

    public static GetGroupPolicyResponse Execute(GetGroupPolicyRequest r, Call c)
    {
        var group = Existing.Group(c.Account, r.GroupName);
        var policy = Existing.InlinePolicy(group, r.PolicyName);
        return new GetGroupPolicyResponse
        {
            GroupName = group.Name,
            PolicyName = policy.Name,
            PolicyDocument = Answers.Encoded(policy.Document.Text),
        };
    }
}
