using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Server.Operations.Organizations.Policies;

/// <summary>
/// Policies of the management types: JSON whose values are set by operators, so that what is attached above and below an account adds
/// up to one effective policy
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html"/>).
/// </summary>
static class ManagementPolicy
{
    public const string Assign = "@@assign", Append = "@@append", Remove = "@@remove", AllowedForChildren = "@@operators_allowed_for_child_policies";

    static readonly string[] Allowable = ["@@all", "@@none", Assign, Append, Remove];

    /// <summary>What the document of a type has at its top.</summary>
    static readonly Dictionary<string, string[]> Subjects = new(StringComparer.Ordinal)
    {
        ["TAG_POLICY"] = ["tags"],
        ["BACKUP_POLICY"] = ["plans"],
        ["AISERVICES_OPT_OUT_POLICY"] = ["services"],
        ["CHATBOT_POLICY"] = ["chatbots"],
        ["DECLARATIVE_POLICY_EC2"] = ["ec2_attributes"],
        ["SECURITYHUB_POLICY"] = ["securityhub"],
        ["INSPECTOR_POLICY"] = ["inspector"],
        ["UPGRADE_ROLLOUT_POLICY"] = ["upgrade_rollout"],
        ["BEDROCK_POLICY"] = ["bedrock"],
        ["S3_POLICY"] = ["s3_attributes"],
        ["NETWORK_SECURITY_DIRECTOR_POLICY"] = ["network_security_director"],
    };

    /// <summary>Whether a document is one of the type: JSON without a key twice, the type's subject at the top, operators at the bottom.</summary>
    public static bool IsValid(string type, string content)
    {
        try
        {
            return Parse(content) is { Count: > 0 } document
                && document.All(member => (Subjects[type].Contains(member.Key) || member.Key == AllowedForChildren) && IsValid(member.Key, member.Value));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static JsonObject? Parse(string content) =>
        JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 }) as JsonObject;

    static bool IsValid(string key, JsonNode? value) => key switch
    {
        Assign => value is JsonValue or JsonArray && IsPlain(value),
        Append or Remove => value is JsonValue or JsonArray && IsPlain(value),
        AllowedForChildren => value is JsonArray operators && operators.All(name => name is JsonValue text && text.TryGetValue<string>(out var op) && Allowable.Contains(op)),
        _ => !key.StartsWith("@@", StringComparison.Ordinal) && value is JsonObject inner && inner.All(member => IsValid(member.Key, member.Value)),
    };

    static bool IsPlain(JsonNode value) => value is not JsonArray list || list.All(item => item is JsonValue);

    /// <summary>
    /// What documents come to, from the root down; those of one level in the order of their attachment. Null where nothing is set.
    /// </summary>
    public static JsonObject? Effective(IEnumerable<IEnumerable<string>> levels)
    {
        var top = new PolicyNode();
        var depth = 0;
        foreach (var level in levels)
        {
            foreach (var document in level)
                top.Merge(Parse(document)!, depth, null);
            depth++;
        }
        return top.ToJson() as JsonObject;
    }
}
