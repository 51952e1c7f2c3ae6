using System.Collections.Immutable;
using Mantle.Core.Catalog;
using Mantle.Core.ResourcePolicies;
using Mantle.Policy;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Policies;

/// <summary>S3's rules for the policies of buckets and access points, with S3's error texts.</summary>
static class BucketPolicyRules
{
    const string NotJson = "Policies must be valid JSON and the first byte must be '{'";

    static readonly CatalogAction[] Actions = [.. ServiceCatalog.ActionsOf("s3")];

    /// <summary>The document of a draft, if it is a policy for that bucket or access point.</summary>
    /// <exception cref="ApiException"><c>MalformedPolicy</c>.</exception>
    public static PolicyDocument Checked(ResourcePolicyDraft draft, PolicyResource target)
    {
        if (draft.Text[0] != '{')
            throw Malformed(NotJson);
        if (draft.Document is not { } document)
            throw Malformed(draft.Problems[0].Message == "This policy contains invalid Json" ? NotJson : "Invalid policy syntax.");
        foreach (var statement in document.Statements)
            Check(statement, target);
        var remaining = PolicyValidator.Validate(document, PolicyType.Resource);
        if (remaining.Count > 0)
            throw Malformed(
                remaining[0].Message.StartsWith("Invalid principal", StringComparison.Ordinal)
                    ? "Invalid principal in policy"
                    : "Invalid policy syntax."
            );
        return document;
    }

    static void Check(PolicyStatement statement, PolicyResource target)
    {
        if (statement.Principal.Count == 0 && statement.NotPrincipal.Count == 0)
            throw Malformed("Missing required field Principal");
        if (statement is { Effect: Effect.Allow, NotPrincipal.IsPresent: true })
            throw Malformed("Allow with NotPrincipal is not allowed.");
        if (statement.Action.Count == 0 && statement.NotAction.Count == 0)
            throw Malformed("Missing required field Action");
        if (statement.Resource.Count == 0 && statement.NotResource.Count == 0)
            throw Malformed("Missing required field Resource");

        var named = statement.Action.Or(statement.NotAction);
        var actions = named.Select(action => Matching(action.Text)).ToList();
        if (actions.Exists(matching => matching.Count == 0))
            throw Malformed("Policy has invalid action");
        var resources = statement.Resource.Or(statement.NotResource);
        if (resources.Any(resource => !target.Types(resource.Text).Any()))
            throw Malformed("Policy has invalid resource");
        CheckConditions(statement, [.. actions.SelectMany(matching => matching)]);
        // A statement with NotAction or NotResource may apply to something outside the bucket.
        if (!statement.Action.IsPresent || !statement.Resource.IsPresent)
            return;
        var types = resources.SelectMany(resource => target.Types(resource.Text)).ToHashSet(StringComparer.Ordinal);
        if (actions.Exists(matching => !matching.Exists(action => AppliesTo(action, types))))
            throw Malformed("Action does not apply to any resource(s) in statement");
    }

    /// <summary>The S3 actions that match a pattern.</summary>
    static List<CatalogAction> Matching(string pattern) =>
        pattern == "*" ? [.. Actions]
        : pattern.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)
            ? [.. Actions.Where(action => Pattern.Matches(pattern.ToLowerInvariant(), action.Name.ToLowerInvariant()))]
        : [];

    static bool AppliesTo(CatalogAction action, HashSet<string> types) => action.Resources.Any(resource => types.Contains(resource.Type));

    /// <summary>Every condition key of S3 must exist, and must be a key of one of the statement's actions.</summary>
    static void CheckConditions(PolicyStatement statement, CatalogAction[] actions)
    {
        foreach (
            var key in statement
                .Conditions.Select(condition => condition.Key.Text)
                .Where(key => key.StartsWith("s3:", StringComparison.OrdinalIgnoreCase))
        )
        {
            if (ServiceCatalog.FindConditionKey("s3", key) is not { } known)
                throw Malformed("Policy has an invalid condition key");
            if (
                !statement.NotAction.IsPresent
                && !actions.Any(action => KeysOf(action).Contains(known.Name, StringComparer.OrdinalIgnoreCase))
            )
                throw Malformed("Conditions do not apply to combination of actions and resources in statement");
        }
    }

    /// <summary>
    /// The action's own condition keys, and those of its resource types. Through an access point, a bucket's policy sees that access
    /// point's keys too.
    /// </summary>
    static IEnumerable<string> KeysOf(CatalogAction action) =>
        action.ConditionKeys.Concat(
            action.Resources.SelectMany(resource =>
                resource.ConditionKeys.Concat(ServiceCatalog.FindResourceType($"s3:{resource.Type}")?.ConditionKeys ?? [])
            )
        );

    static ApiException Malformed(string message) => Errors.MalformedPolicy(message);
}
