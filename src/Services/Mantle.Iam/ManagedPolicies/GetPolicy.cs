using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class GetPolicy
{
    public static Access Requires(GetPolicyRequest r, Call c) => AccessTo.Policy(c, Actions.GetPolicy, r.PolicyArn);

    public static GetPolicyResponse Execute(GetPolicyRequest r, Call c)
    {
        if (AwsManagedPolicies.Find(r.PolicyArn) is { } managed)
            return new GetPolicyResponse { Policy = Answers.Listed(managed, c.Account) with { Tags = [] } };
        return new GetPolicyResponse { Policy = Answers.Full(Existing.Policy(c.Account, r.PolicyArn), c.Account) };
    }
}
