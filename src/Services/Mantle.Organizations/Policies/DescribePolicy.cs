using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class DescribePolicy
{
    public static Access Requires(DescribePolicyRequest r, Call c) =>
        Target.Policy(c, Actions.DescribePolicy, Reach.DelegatedAdministrators, r.PolicyId);

    public static DescribePolicyResponse Execute(DescribePolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, Reach.DelegatedAdministrators);
        if (ControlPolicies.FindAws(r.PolicyId) is { } aws)
            return new()
            {
                Policy = new() { PolicySummary = Shapes.Of(aws), Content = aws.Content },
            };
        var policy = Target.Policy(organization, r.PolicyId);
        return new()
        {
            Policy = new() { PolicySummary = Shapes.Of(organization, policy), Content = policy.Content.Text },
        };
    }
}
