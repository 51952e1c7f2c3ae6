using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Federation;

namespace Mantle.Organizations.Policies;

/// <summary>
/// Policies of the management types: JSON in which operators set the values, so that the policies above and on an account merge into one
/// effective policy (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html"/>).
/// </summary>
static class ManagementPolicy
{
    public const string Assign = "@@assign",
        Append = "@@append",
        Remove = "@@remove",
        AllowedForChildren = "@@operators_allowed_for_child_policies";

    /// <summary>Whether a document is a policy of the type: JSON without duplicate keys that fits the type's schema.</summary>
    public static bool IsValid(string type, string content)
    {
        try
        {
            // JSON texts are decoded when they are compared and merged, which is too late to find an invalid one.
            using (StrictJson.Parse(Unicode.GetBytes(content), Options))
                return PolicySchemas.Of(type).Accepts(Parse(content));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return false;
        }
    }

    static readonly UTF8Encoding Unicode = new(false, throwOnInvalidBytes: true);

    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    static JsonObject? Parse(string content) => JsonNode.Parse(content, documentOptions: Options) as JsonObject;

    /// <summary>
    /// Merges the documents of all levels, from the root down, those of one level in the order of their attachment: the first one to assign
    /// a value wins (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html"/>). Null where no
    /// value is set.
    /// </summary>
    public static JsonObject? Effective(IEnumerable<IEnumerable<string>> levels)
    {
        var top = new PolicyNode(isTop: true);
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
