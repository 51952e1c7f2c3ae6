using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class CreatePolicy
{
    public static Access Requires(CreatePolicyRequest r, Call c)
    {
        var access = Administration.Access(c, Actions.CreatePolicy, AllowedCallers.PolicyAdministrators).OfType(r.Type) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(CreatePolicyRequest r, Call c) => Administration.Writes(c);

    public static CreatePolicyResponse Execute(CreatePolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        PolicyTypes.RequireAvailable(organization);
        var content = PolicyInput.Read(r.Type, r.Content);
        PolicyInput.RefuseDuplicate(organization, r.Type, r.Name, null);
        if (organization.Policies.All.Count(other => other.Type == r.Type) >= OrganizationQuota.PoliciesOf(r.Type))
            throw Errors.ConstraintViolationException(
                "You have exceeded the number of policies allowed in an organization.",
                ConstraintViolationExceptionReason.PolicyNumberLimitExceeded
            );
        var policy = new OrganizationPolicy
        {
            Id = OrganizationId.NewPolicy(),
            Name = r.Name,
            Description = r.Description,
            Type = r.Type,
            Content = content,
            UpdateDate = change.Time,
            Tags = TagInput.New(r.Tags),
        };
        change.Put(policy);
        return new()
        {
            Policy = new() { PolicySummary = Answers.Of(organization, policy), Content = policy.Content.Text },
        };
    }
}
