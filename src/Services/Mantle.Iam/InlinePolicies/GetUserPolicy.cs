using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class GetUserPolicy
{
    public static Access Requires(GetUserPolicyRequest r, Call c) => AccessTo.User(c, Actions.GetUserPolicy, r.UserName);

    public static GetUserPolicyResponse Execute(GetUserPolicyRequest r, Call c)
    {
        var user = Existing.User(c.Account, r.UserName);
        var policy = Existing.InlinePolicy(user, r.PolicyName);
        return new GetUserPolicyResponse
        {
            UserName = user.Name,
            PolicyName = policy.Name,
            PolicyDocument = Answers.Encoded(policy.Document.Text),
        };
    }
}
