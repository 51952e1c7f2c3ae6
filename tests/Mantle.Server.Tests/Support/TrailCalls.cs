using System.Text.Json;

namespace Mantle.Server.Tests.Support;

static class TrailCalls
{
    /// <summary>All events of an account, oldest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(this TestServer server, TestClient account)
    {
        var events = new List<JsonElement>();
        string? marker = null;
        do
        {
            var page = await server.Management.CallAsync(
                "mantle",
                "ListEvents",
                [("AccountId", account.AccountId), ("MaxItems", "100"), .. marker is null ? [] : new[] { ("Marker", marker) }]
            );
            events.AddRange(page.All("member").Select(line => JsonDocument.Parse(line).RootElement));
            marker = page.Find("Marker")?.Value;
        } while (marker is not null);
        return events;
    }
}
