using System.Text.Json.Nodes;

namespace Mantle.IamToolbox;

/// <summary>The values of condition keys as JSON.</summary>
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string[]))]
sealed partial class ContextJson : JsonSerializerContext;
