using System.Text.Json;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>The explanation of a denial as several accounts get it together.</summary>
sealed class ExplainedDenial(IReadOnlyList<(TestClient Viewer, JsonElement Explanation)> views)
{
    /// <summary>Asks the accounts of these root users. Those who may not see the denial are left out.</summary>
    public static async Task<ExplainedDenial> OfAsync(Answer denial, params IEnumerable<TestClient> viewers)
    {
        var id = denial.Headers.GetValues("x-mantle-authorization-id").Single();
        var views = new List<(TestClient, JsonElement)>();
        foreach (var viewer in viewers.DistinctBy(viewer => viewer.AccountId))
            if (await viewer.SendAsync("mantle", "ExplainDenial", ("AuthorizationId", id)) is { Code: null } answer)
                views.Add((viewer, JsonDocument.Parse(answer.Text("Explanation")).RootElement));
        return new ExplainedDenial(views);
    }

    public IEnumerable<JsonElement> Views => views.Select(view => view.Explanation);

    /// <summary>The layers that deny the call.</summary>
    public IReadOnlySet<string> Blocking =>
        Views
            .SelectMany(view => view.GetProperty("accesses").EnumerateArray())
            .SelectMany(access => access.GetProperty("layers").EnumerateArray())
            .Where(layer => layer.GetProperty("blocks").GetBoolean())
            .Select(layer => layer.GetProperty("layer").GetString()!)
            .ToHashSet();

    public string? Obstacle => Views.Select(view => view.Find("obstacle")).FirstOrDefault(text => text is not null);

    /// <summary>The commands with who can run them, each once.</summary>
    public IReadOnlyList<(TestClient Viewer, ShellCommand Command)> Commands =>
        [
            .. views
                .SelectMany(view =>
                    view.Explanation.GetProperty("remedies")
                        .EnumerateArray()
                        .Select(remedy => (view.Viewer, Text: remedy.Find("command")))
                        .Where(command => command.Text is not null)
                )
                .DistinctBy(command => command.Text)
                .Select(command => (command.Viewer, ShellCommand.Parse(command.Text!))),
        ];
}

static class ExplanationElements
{
    /// <summary>A text of an object; null if it does not have it.</summary>
    public static string? Find(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
