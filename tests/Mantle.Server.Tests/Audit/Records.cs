using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mantle.Server.Tests.Audit;

/// <summary>Compares whole records of the trail.</summary>
static class Records
{
    static readonly string[] ids = ["requestID", "eventID", "sharedEventID"];

    /// <summary>The record must have exactly these members. Unique ids are compared as <c>ID</c>.</summary>
    public static void Equal(string expected, JsonElement record)
    {
        var actual = JsonNode.Parse(record.GetRawText())!.AsObject();
        foreach (var id in ids)
            if (actual.ContainsKey(id))
            {
                Assert.True(Guid.TryParse((string?)actual[id], out _), $"{id} is {actual[id]}");
                actual[id] = "ID";
            }
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected:\n{JsonNode.Parse(expected)}\nActual:\n{actual}");
    }

    public static void EqualPart(string expected, JsonElement part) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(part.GetRawText())),
            $"Expected:\n{JsonNode.Parse(expected)}\nActual:\n{JsonNode.Parse(part.GetRawText())}"
        );
}
