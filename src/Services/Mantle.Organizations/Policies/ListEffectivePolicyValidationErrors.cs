using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class ListEffectivePolicyValidationErrors
{
    public static Access Requires(ListEffectivePolicyValidationErrorsRequest r, Call c) =>
        AccessTo
            .Of(c, Actions.ListEffectivePolicyValidationErrors, AllowedCallers.DelegatedAdministrators, r.AccountId)
            .OfType(r.PolicyType);

    public static ListEffectivePolicyValidationErrorsResponse Execute(ListEffectivePolicyValidationErrorsRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var member = Existing.Member(organization, r.AccountId);
        var effective = EffectivePolicies.Of(organization, member, r.PolicyType) ?? throw EffectivePolicies.NotFound();
        var page = Page.Sorted(effective.Errors(r.PolicyType), error => error.PathToError!, r.NextToken, r.MaxResults);
        return new()
        {
            AccountId = member.AccountId,
            PolicyType = r.PolicyType,
            Path = $"{organization.PathOf(member)}{member.Id}/",
            EvaluationTimestamp = c.Time,
            EffectivePolicyValidationErrors = page.Items,
            NextToken = page.NextToken,
        };
    }
}
