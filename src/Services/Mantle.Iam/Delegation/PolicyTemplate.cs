using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Accounts;
using Mantle.Iam.Entities;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

/// <summary>
/// The policy that a delegation request asks for. AWS registers policy templates when it onboards a partner; here a template is a managed
/// policy of the requesting account, with <c>@{name}</c> in the place of a parameter.
/// </summary>
static class PolicyTemplate
{
    /// <summary>The template's document with the parameters filled in.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: the template does not exist, a parameter is missing or unknown, or the result is
    /// not a valid policy.</exception>
    public static PolicyText Fill(Core.Accounts.Account account, string? templateArn, IReadOnlyList<DelegationParameter> parameters)
    {
        if (templateArn is null || account.FindPolicy(templateArn) is not { } template)
            throw Errors.InvalidInput($"The policy template {templateArn} does not exist.");
        var blanks = new TemplateBlanks(templateArn, parameters);
        string filled;
        try
        {
            var root = JsonNode.Parse(template.Default.Document.Text)!;
            blanks.Fill(root);
            filled = root.ToJsonString(Relaxed);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // IAM stores texts with half a surrogate pair as they are escaped; as a character it does not exist.
            throw Errors.InvalidInput($"The policy template {templateArn} has characters that do not exist.");
        }
        blanks.CheckUse();
        return PolicyInput.Identity(filled, Mantle.Policy.PolicyType.ManagedIdentity);
    }

    /// <summary>
    /// The permissions boundaries that the policy's <c>iam:CreateRole</c> statements require; null where they require none.
    /// </summary>
    public static IReadOnlyList<string>? BoundariesOfNewRoles(string document)
    {
        var arns = PolicyDocument
            .Parse(document)
            .Statements.Where(statement =>
                statement.Effect == Effect.Allow
                && statement.Action.Any(action => ActionName.TryParse(action.Text, out var named) && named == Actions.CreateRole)
            )
            .SelectMany(statement => statement.Conditions)
            .Where(condition => condition.Key.Text.Equals("iam:PermissionsBoundary", StringComparison.OrdinalIgnoreCase))
            .SelectMany(condition => condition.Values.Select(value => value.Text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return arns.Count == 0 ? null : arns;
    }

    static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
