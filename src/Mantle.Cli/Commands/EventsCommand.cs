using System.CommandLine;
using System.Globalization;
using System.Xml.Linq;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class EventsCommand
{
    const int DefaultCount = 50,
        PageLength = 1_000;

    static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var (data, endpoint) = (CommonOptions.Data(), CommonOptions.Endpoint());
        var account = Filter("--account", "ID", "Only this account's events.");
        account.Checked(text => text.Length == 12 && text.All(char.IsAsciiDigit), "12 digits");
        (Option<string?> Option, string Parameter)[] filters =
        [
            (account, "AccountId"),
            (Filter("--user", "NAME|ARN", "Only calls of this user, without a role; root for the root user."), "User"),
            (Filter("--role", "NAME|ARN", "Only calls in sessions of this role."), "Role"),
            (Filter("--session", "NAME", "Only calls in sessions of this name."), "Session"),
            (Filter("--event", "NAME", "Only this operation, such as AssumeRole."), "EventName"),
            (Filter("--resource", "NAME|ARN", "Only calls that name or create this."), "Resource"),
        ];
        var denied = new Option<bool>("--denied") { Description = "Only what a policy denied, or would have denied." };
        var since = Time("--since", "Only events from this time on, such as 2026-11-28, 2026-11-28T12:00:00Z, yesterday or 1h (ago).");
        var until = Time("--until", "Only events up to this time.");
        var count = Filter("-n", "COUNT|all", "How many of the newest events to print.");
        count.Aliases.Add("--count");
        count.Checked(text => CountOf(text) is not null, "a number from 1 on, or all");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing events as they are recorded." };
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("events", "Prints the newest recorded calls in the order of time, denied ones included.")
        {
            data,
            endpoint,
            denied,
            since,
            until,
            count,
            follow,
            format,
        };
        foreach (var (option, _) in filters)
            command.Add(option);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var root = await CredentialsCommand.ReadAsync(parsed.GetValue(data)!);
                using var client = new MantleClient(root, parsed.GetValue(endpoint) ?? root.Endpoint);
                var now = TimeProvider.System.GetUtcNow() + root.ClockOffset;
                (string, string?)[] asked =
                [
                    .. filters.Select(filter => (filter.Parameter, parsed.GetValue(filter.Option))),
                    ("Denied", parsed.GetValue(denied) ? "true" : null),
                    ("StartTime", TimeOf(parsed.GetValue(since), now)),
                    ("EndTime", TimeOf(parsed.GetValue(until), now)),
                ];
                var printer = new EventPrinter(parsed.GetValue(format) == "json", parsed.GetValue(account) is null);
                var newest = await PrintAsync(client, asked, null, CountOf(parsed.GetValue(count)) ?? DefaultCount, printer);
                while (parsed.GetValue(follow) && !cancellation.IsCancellationRequested)
                {
                    await Task.Delay(FollowInterval, CancellationToken.None)
                        .WaitAsync(cancellation)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    newest = await PrintAsync(client, asked, newest ?? "0", int.MaxValue, printer) ?? newest;
                }
                return ExitCode.Success;
            }
        );
        return command;
    }

    static Option<string?> Filter(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    static Option<string?> Time(string name, string description) =>
        Filter(name, "TIME", description)
            .Checked(
                text => EventTime.TryParse(text, TimeProvider.System.GetUtcNow(), out _),
                "a time, a date, yesterday, or an age such as 1h"
            );

    static string? TimeOf(string? said, DateTimeOffset now) =>
        said is not null && EventTime.TryParse(said, now, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : null;

    static int? CountOf(string? text) =>
        text == "all" ? int.MaxValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : null;

    /// <summary>Prints the newest events after a number, in the order of time; returns the number of the newest one.</summary>
    static async Task<string?> PrintAsync(
        MantleClient client,
        (string Name, string? Value)[] asked,
        string? after,
        int count,
        EventPrinter printer
    )
    {
        var (records, newest, marker) = (new List<string>(), (string?)null, (string?)null);
        do
        {
            var page = await client.CallAsync(
                "ListNewestEvents",
                [
                    .. asked,
                    ("After", after),
                    ("Marker", marker),
                    ("MaxItems", Math.Min(PageLength, count - records.Count).ToString(CultureInfo.InvariantCulture)),
                ]
            );
            newest ??= MantleClient.Element(page, "Newest")?.Value;
            records.AddRange(Members(page).Where(EventPrinter.Wants));
            marker = MantleClient.Element(page, "Marker")?.Value;
        } while (marker is not null && records.Count < count);
        records.Reverse();
        printer.Print(records);
        return newest;
    }

    static IEnumerable<string> Members(XElement page) =>
        page.Descendants().Where(element => element.Name.LocalName == "member").Select(element => element.Value);
}
