using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class ListAccountsWithInvalidEffectivePolicy
{
    public static Access Requires(ListAccountsWithInvalidEffectivePolicyRequest r, Call c) =>
        Administration
            .Access(c, Actions.ListAccountsWithInvalidEffectivePolicy, AllowedCallers.DelegatedAdministrators)
            .OfType(r.PolicyType);

    public static ListAccountsWithInvalidEffectivePolicyResponse Execute(ListAccountsWithInvalidEffectivePolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        if (!organization.IsEnabled(r.PolicyType))
            throw EffectivePolicies.NotFound();
        var invalid = organization
            .Members.After(Page.Start(r.NextToken))
            .Where(member => EffectivePolicies.Of(organization, member, r.PolicyType)?.Errors(r.PolicyType).Any() == true);
        var page = Page.Take(invalid, r.MaxResults, member => member.Id);
        return new()
        {
            Accounts = page.Select(member => Answers.Of(organization, member)).Items,
            PolicyType = r.PolicyType,
            NextToken = page.NextToken,
        };
    }
}
