using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class EventsCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var endpoint = CommonOptions.Endpoint();
        var account = new Option<string?>("--account") { Description = "Only this account's events.", HelpName = "ID" };
        var since = new Option<string?>("--since")
        {
            Description = "Only events from this time on, such as 2026-01-31T12:00:00Z, 2026-01-31 or 1h (ago).",
            HelpName = "TIME",
        };
        account.Checked(text => text.Length == 12 && text.All(char.IsAsciiDigit), "12 digits");
        since.Checked(text => EventTime.TryParse(text, TimeProvider.System.GetUtcNow(), out _), "a time, a date, or an age such as 1h");
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("events", "Prints the recorded calls, oldest first, denied ones included.")
        {
            data,
            endpoint,
            account,
            since,
            format,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var root = await CredentialsCommand.ReadAsync(parsed.GetValue(data)!);
                using var client = new MantleClient(root, parsed.GetValue(endpoint) ?? root.Endpoint);
                var start =
                    parsed.GetValue(since) is { } said
                    && EventTime.TryParse(said, TimeProvider.System.GetUtcNow() + root.ClockOffset, out var from)
                        ? from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                        : null;
                string? marker = null;
                do
                {
                    var page = await client.CallAsync(
                        "ListEvents",
                        ("AccountId", parsed.GetValue(account)),
                        ("StartTime", start),
                        ("MaxItems", "1000"),
                        ("Marker", marker)
                    );
                    Print(page, parsed.GetValue(format) == "json");
                    marker = MantleClient.Element(page, "Marker")?.Value;
                } while (marker is not null);
                return ExitCode.Success;
            }
        );
        return command;
    }

    static void Print(XElement page, bool json)
    {
        foreach (var member in page.Descendants().Where(element => element.Name.LocalName == "member"))
            Console.Out.WriteLine(json ? member.Value : Line(member.Value));
    }

    /// <summary>
    /// Time, account, action, outcome, caller and resource of an event, on one line, and what would have been denied where nothing is. The
    /// caller of a session has its name in the ARN.
    /// </summary>
    static string Line(string record)
    {
        using var document = JsonDocument.Parse(record);
        var root = document.RootElement;
        string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
        var source = Text(root, "eventSource");
        var action = $"{source[..source.IndexOf('.', StringComparison.Ordinal)]}:{Text(root, "eventName")}";
        var outcome = Text(root, "errorCode") is { Length: > 0 } code ? code : "ok";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(root, "eventTime")}  {Text(root, "recipientAccountId")}  {action, -36} {outcome, -22} "
                + $"{Text(root.GetProperty("userIdentity"), "arn")}{Resource(root)}{WouldBeDenied(root)}"
        );
    }

    static string Resource(JsonElement root) =>
        root.TryGetProperty("resources", out var resources)
        && resources.GetArrayLength() > 0
        && resources[0].TryGetProperty("ARN", out var arn)
            ? $"  {arn}"
            : "";

    static string WouldBeDenied(JsonElement root) =>
        !root.TryGetProperty("errorCode", out _)
        && root.TryGetProperty("additionalEventData", out var data)
        && data.TryGetProperty("deniedAction", out var action)
            ? $"  would be denied {action}"
            : "";
}
