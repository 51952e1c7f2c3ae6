using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Federation;

namespace Mantle.Organizations.Policies;

/// <summary>
/// Policies of the management types: JSON whose values are set by operators, so that what is attached above and below an account adds
/// up to one effective policy
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html"/>).
/// </summary>
static class ManagementPolicy
{
    public const string Assign = "@@assign",
        Append = "@@append",
        Remove = "@@remove",
        AllowedForChildren = "@@operators_allowed_for_child_policies";

    /// <summary>Whether a document is one of the type: JSON without a key twice, saying nothing that the type does not have.</summary>
    public static bool IsValid(string type, string content)
    {
        try
        {
            // Its texts are read when they are compared and merged, which is too late to find out that one is none.
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
    /// What documents come to, from the root down; those of one level in the order of their attachment, of which the first to assign a
    /// value has its way
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html"/>). Null where nothing is set.
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
