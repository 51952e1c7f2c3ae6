using System.Text.Json;
using Mantle.Core.Naming;

namespace Mantle.CloudTrail.Selectors;

/// <summary>What selectors and the delivery look at in a recorded event.</summary>
sealed class SelectableEvent
{
    readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    readonly List<(string Type, string Arn)> resources = [];

    /// <summary>Reads a record; null for a line that is none.</summary>
    public static SelectableEvent? Of(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var read = new SelectableEvent();
            read.Read(json.RootElement);
            return read.Region.Length > 0 && read.Time != default ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The event's time, to the second.</summary>
    public DateTimeOffset Time { get; private set; }

    public string Region { get; private set; } = "";

    public bool IsManagement => Field(EventFields.Category) == EventFields.Management;

    public bool IsRead => Field(EventFields.ReadOnly) == "true";

    public string Source => Field(EventFields.Source) ?? "";

    /// <summary>The types and ARNs of the event's resources.</summary>
    public IReadOnlyList<(string Type, string Arn)> Resources => resources;

    /// <summary>A field's value; null if the event does not have it.</summary>
    public string? Field(string name) => fields.GetValueOrDefault(name);

    void Read(JsonElement record)
    {
        foreach (var name in new[] { EventFields.Category, EventFields.Source, EventFields.Name, EventFields.Type, EventFields.ErrorCode })
            Note(name, Text(record, name));
        Note(EventFields.VpcEndpoint, Text(record, EventFields.VpcEndpoint));
        Note(EventFields.FromConsole, Text(record, EventFields.FromConsole));
        Note(EventFields.ReadOnly, Text(record, EventFields.ReadOnly));
        if (record.TryGetProperty("userIdentity", out var identity) && identity.ValueKind == JsonValueKind.Object)
            Note(EventFields.IdentityArn, Text(identity, "arn"));
        // Earlier versions recorded whatever region a client had signed for, and it becomes a part of a file's name.
        Region =
            Text(record, "awsRegion") is not { } region ? ""
            : RegionName.Is(region) ? region
            : RegionName.Global;
        Time = record.TryGetProperty("eventTime", out var time) && time.TryGetDateTimeOffset(out var read) ? read : default;
        if (record.TryGetProperty("resources", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var resource in list.EnumerateArray())
                resources.Add((Text(resource, "type") ?? "", Text(resource, "ARN") ?? Text(resource, "ARNPrefix") ?? ""));
    }

    void Note(string name, string? value)
    {
        if (value is not null)
            fields[name] = value;
    }

    static string? Text(JsonElement parent, string name) =>
        !parent.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText()
        : null;
}
