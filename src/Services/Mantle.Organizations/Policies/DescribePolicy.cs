using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class DescribePolicy
{
    public static Access Requires(DescribePolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.DescribePolicy, AllowedCallers.DelegatedAdministrators, r.PolicyId);

    public static DescribePolicyResponse Execute(DescribePolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        if (ControlPolicies.FindAws(r.PolicyId) is { } aws)
            return new()
            {
                Policy = new() { PolicySummary = Answers.Of(aws), Content = aws.Content },
            };
        var policy = Existing.Policy(organization, r.PolicyId);
        return new()
        {
            Policy = new() { PolicySummary = Answers.Of(organization, policy), Content = policy.Content.Text },
        };
    }
}
