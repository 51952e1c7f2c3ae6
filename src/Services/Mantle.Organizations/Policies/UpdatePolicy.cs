using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

/// <summary>One write, whatever the number of accounts: it applies to the next call of each of them.</summary>
[Operation]
static class UpdatePolicy
{
    public static Access Requires(UpdatePolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.UpdatePolicy, AllowedCallers.PolicyAdministrators, r.PolicyId);

    public static WriteTarget Writes(UpdatePolicyRequest r, Call c) => Administration.Writes(c);

    public static UpdatePolicyResponse Execute(UpdatePolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        PolicyTypes.RefuseAws(r.PolicyId);
        var policy = Existing.Policy(organization, r.PolicyId);
        if (r.Name is { } name)
            PolicyInput.RefuseDuplicate(organization, policy.Type, name, policy.Id);
        policy = policy with
        {
            Name = r.Name ?? policy.Name,
            Description = r.Description ?? policy.Description,
            Content = r.Content is { } content ? PolicyInput.Read(policy.Type, content) : policy.Content,
            UpdateDate = change.Time,
        };
        change.Put(policy);
        return new()
        {
            Policy = new() { PolicySummary = Answers.Of(organization, policy), Content = policy.Content.Text },
        };
    }
}
