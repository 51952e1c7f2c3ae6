using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Policy;
using Mantle.Wire.Organizations;
using PolicyType = Mantle.Policy.PolicyType;
using ResourcePolicy = Mantle.Wire.Organizations.ResourcePolicy;

namespace Mantle.Organizations.Delegation;

/// <summary>
/// The resource policy with which the management account delegates the administration of policies to members
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html"/>).
/// </summary>
[Operation]
static class PutResourcePolicy
{
    /// <summary>The actions that can be delegated, besides all read-only ones.</summary>
    static readonly HashSet<string> Delegable = new(StringComparer.OrdinalIgnoreCase)
    {
        "AttachPolicy",
        "CreatePolicy",
        "DeletePolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "EnablePolicyType",
        "TagResource",
        "UntagResource",
        "UpdatePolicy",
    };

    public static Access Requires(PutResourcePolicyRequest r, Call c)
    {
        var access = c.Organization is { } organization
            ? Administration.Access(
                c,
                Actions.PutResourcePolicy,
                AllowedCallers.Management,
                OrganizationArn.OfResourcePolicy(organization, organization.Settings!.ResourcePolicy?.Id ?? "*")
            )
            : Administration.Access(c, Actions.PutResourcePolicy, AllowedCallers.Management);
        access = access with { RequestTags = TagInput.Of(r.Tags) };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(PutResourcePolicyRequest r, Call c) => Administration.Writes(c);

    public static PutResourcePolicyResponse Execute(PutResourcePolicyRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        Check(organization, r.Content);
        var existing = organization.Settings!.ResourcePolicy;
        if (existing is not null && r.Tags is { Count: > 0 })
            throw Errors.InvalidInputException(
                "Updating an existing resource policy with tags is not supported.",
                CreateAccountFailureReason.UpdateExistingResourcePolicyWithTagsNotSupported
            );
        var policy = new DelegationPolicy(
            existing?.Id ?? OrganizationId.NewResourcePolicy(),
            PolicyText.Of(r.Content),
            existing?.Tags ?? TagInput.New(r.Tags)
        );
        change.Put(organization.Settings with { ResourcePolicy = policy });
        return new() { ResourcePolicy = Shape(organization, policy) };
    }

    public static ResourcePolicy Shape(Core.Organizations.Organization organization, DelegationPolicy policy) =>
        new()
        {
            Content = policy.Content.Text,
            ResourcePolicySummary = new() { Id = policy.Id, Arn = OrganizationArn.OfResourcePolicy(organization, policy.Id) },
        };

    static void Check(Core.Organizations.Organization organization, string content)
    {
        if (!PolicyDocument.TryParse(content, out var document, out _) || PolicyValidator.Validate(document, PolicyType.Resource).Count > 0)
            throw Errors.InvalidInputException(
                "The provided policy document is not valid JSON.",
                InvalidInputExceptionReason.InvalidResourcePolicyJson
            );
        // What a statement leaves out cannot be told to be delegable
        // (https://docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate-update.html).
        foreach (var statement in document.Statements)
        {
            if (statement.NotPrincipal.IsPresent)
                throw Errors.InvalidInputException(
                    "The principal in the resource policy is not valid.",
                    InvalidInputExceptionReason.InvalidPrincipal
                );
            if (statement.NotAction.IsPresent)
                throw Errors.InvalidInputException(
                    "The resource policy contains an action that is not supported.",
                    InvalidInputExceptionReason.UnsupportedActionInResourcePolicy
                );
            if (statement.NotResource.IsPresent)
                throw Errors.InvalidInputException(
                    "The resource policy contains a resource that is not supported.",
                    InvalidInputExceptionReason.UnsupportedResourceInResourcePolicy
                );
        }
        foreach (var principal in document.NamedPrincipals())
            if (!IsMember(organization, principal))
                throw Errors.InvalidInputException(
                    "The principal in the resource policy is not valid.",
                    InvalidInputExceptionReason.InvalidPrincipal
                );
        foreach (var action in document.NamedActions())
            if (!IsDelegable(action))
                throw Errors.InvalidInputException(
                    "The resource policy contains an action that is not supported.",
                    InvalidInputExceptionReason.UnsupportedActionInResourcePolicy
                );
    }

    static bool IsMember(Core.Organizations.Organization organization, StatementPrincipal principal) =>
        principal.Type == StatementPrincipalType.Aws
        && (
            principal.Value == "*"
            || organization.Members.Find(Arn.TryParse(principal.Value, out var arn) ? arn.AccountId.ToString() : principal.Value)
                is not null
        );

    static bool IsDelegable(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !action[..colon].Equals("organizations", StringComparison.OrdinalIgnoreCase))
            return false;
        var name = action[(colon + 1)..];
        return Delegable.Contains(name)
            || name.StartsWith("Describe", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("List", StringComparison.OrdinalIgnoreCase);
    }
}
