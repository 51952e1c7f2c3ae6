using System.Text.Json.Nodes;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>
/// Changes a Deny statement as little as possible so that it does not apply to an access any more. A policy that others have too exempts
/// the caller; a policy of the caller alone exempts the resource or the action.
/// </summary>
static class DenyChange
{
    const string PrincipalArn = "aws:PrincipalArn",
        NotEquals = "ArnNotEquals";

    public static void Apply(DraftPolicy policy, int index, RecordedAccess access)
    {
        var statement = policy.StatementAt(index);
        var name = statement["Sid"] is { } sid ? $"the statement {sid}" : $"statement {index + 1}";
        if (policy.Origin.IsOfAws)
        {
            policy.Remove($"It denies {access.Action} in {name}, and AWS's policies cannot be edited: detach it.");
            return;
        }
        var resources = PolicyJson.ListOf(statement, "Resource");
        var actions = PolicyJson.ListOf(statement, "Action");
        var isShared = IsShared(policy.Origin);
        if (resources.Count > 1 && resources.Contains(access.Resource))
            policy.Change(
                index,
                $"Leave {access.Resource} out of {name}.",
                changed => Leave(changed, "Resource", resources, access.Resource)
            );
        else if (isShared && access.Context.TryGetValue(PrincipalArn, out var arns))
            policy.Change(index, $"Exempt {arns[0]} from {name}.", changed => Exempt(changed, arns[0]));
        else if (!isShared && actions.Count > 1 && actions.Find(action => Same(action, access.Action)) is { } action)
            policy.Change(index, $"Leave {action} out of {name}.", changed => Leave(changed, "Action", actions, action));
        else if (resources is ["*"] && access.Resource != "*")
            policy.Change(index, $"Exempt {access.Resource} from {name}.", changed => ExemptResource(changed, [access.Resource]));
        else if (PolicyJson.ListOf(statement, "NotResource") is { Count: > 0 } exempted && access.Resource != "*")
            policy.Change(
                index,
                $"Exempt {access.Resource} from {name}.",
                changed => ExemptResource(changed, [.. exempted, access.Resource])
            );
        else
            policy.Remove(index, $"Remove {name}.");
    }

    /// <summary>Whether the policy concerns others than the caller: it is not only the caller's own.</summary>
    static bool IsShared(RecordedPolicy policy) =>
        policy.Layer != PolicyLayer.SessionPolicy && policy.Type is not (PolicySourceType.User or PolicySourceType.Role);

    static bool Same(string action, string other) => action.Equals(other, StringComparison.OrdinalIgnoreCase);

    static void Leave(JsonObject statement, string element, List<string> texts, string left) =>
        statement[element] = PolicyJson.List([.. texts.Where(text => text != left)]);

    static void ExemptResource(JsonObject statement, IReadOnlyList<string> resources)
    {
        statement.Remove("Resource");
        statement["NotResource"] = PolicyJson.List([.. resources.Select(StatementFor.Escaped)]);
    }

    /// <summary>
    /// Adds a condition that is false for one principal
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"/> recommends it).
    /// </summary>
    static void Exempt(JsonObject statement, string arn)
    {
        if (statement["Condition"] is not JsonObject conditions)
            statement["Condition"] = conditions = [];
        if (conditions[NotEquals] is not JsonObject keys)
            conditions[NotEquals] = keys = [];
        var name = keys.Select(key => key.Key).FirstOrDefault(key => Same(key, PrincipalArn)) ?? PrincipalArn;
        keys[name] = PolicyJson.List([.. PolicyJson.ListOf(keys, name), arn]);
    }
}
