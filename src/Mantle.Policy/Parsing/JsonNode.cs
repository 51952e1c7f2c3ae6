namespace Mantle.Policy;

/// <summary>A JSON value with its position. Members keep document order; the policy reader refuses duplicates.</summary>
sealed class JsonNode(JsonKind kind, SourcePosition start)
{
    public JsonKind Kind { get; } = kind;

    public SourcePosition Start { get; } = start;

    public SourcePosition End { get; set; }

    /// <summary>A string with its escapes resolved, or a number, <c>true</c>, <c>false</c>, <c>null</c> as written.</summary>
    public string Text { get; init; } = "";

    public List<(PolicyValue Name, JsonNode Value)> Members { get; } = kind == JsonKind.Object ? [] : Empty;

    public List<JsonNode> Items { get; } = kind == JsonKind.Array ? [] : NoItems;

    static readonly List<(PolicyValue, JsonNode)> Empty = [];
    static readonly List<JsonNode> NoItems = [];
}
