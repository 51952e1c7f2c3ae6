using System.Text;
using System.Text.Json;
using Mantle.Core.Audit;

namespace Mantle.Cli.Commands;

/// <summary>An event as a row of a table: when, in which account, who in which session, what, with which outcome, on what.</summary>
sealed record EventRow(string Time, string Account, string Who, string Call, string Outcome, string Resource)
{
    public static readonly EventRow Head = new("TIME", "ACCOUNT", "WHO", "CALL", "OUTCOME", "RESOURCE");

    /// <summary>Reads a CloudTrail record.</summary>
    public static EventRow Of(string record)
    {
        using var document = JsonDocument.Parse(record);
        var root = document.RootElement;
        var source = Text(root, "eventSource");
        return new EventRow(
            Text(root, "eventTime"),
            Text(root, "recipientAccountId"),
            Caller(root.GetProperty("userIdentity")),
            $"{source[..source.IndexOf('.', StringComparison.Ordinal)]}:{Text(root, "eventName")}",
            OutcomeOf(root),
            ResourceOf(record, root)
        );
    }

    /// <summary>Whether it is the listing of events itself, which would follow its own trace for ever.</summary>
    public bool IsListing => Call == "mantle:ListNewestEvents";

    static string Caller(JsonElement identity)
    {
        var session = identity.TryGetProperty("sessionContext", out var context) ? context : default;
        var source = session.ValueKind == JsonValueKind.Object ? Text(session, "sourceIdentity") : "";
        var name = Text(identity, "type") switch
        {
            "Root" => "root",
            "AssumedRole" => AfterFirst(Text(identity, "arn"), '/'),
            "FederatedUser" => $"federated {AfterFirst(Text(identity, "arn"), '/')}",
            "SAMLUser" => $"SAML {Text(identity, "userName")}",
            "WebIdentityUser" => $"web {Text(identity, "userName")}",
            "AWSService" => Text(identity, "invokedBy"),
            "AWSAccount" => $"{Text(identity, "principalId")} of {Text(identity, "accountId")}",
            "IAMUser" => Text(identity, "userName"),
            var other => other,
        };
        return source.Length > 0 ? $"{name} ({source})" : name;
    }

    static string ResourceOf(string record, JsonElement root) =>
        EventFacts.Of(Encoding.UTF8.GetBytes(record)).Resources is [var (_, name), ..] ? name
        : root.TryGetProperty("additionalEventData", out var data) && Text(data, "deniedResource") is { Length: > 0 } denied ? denied
        : "-";

    static string OutcomeOf(JsonElement root) =>
        Text(root, "errorCode") is { Length: > 0 } code ? code
        : root.TryGetProperty("additionalEventData", out var data) && Text(data, "deniedAction") is { Length: > 0 } action
            ? $"would be denied {action}"
        : "ok";

    static string AfterFirst(string text, char mark) => text[(text.IndexOf(mark, StringComparison.Ordinal) + 1)..];

    static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
