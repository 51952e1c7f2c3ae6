using System.Text;
using System.Text.Json;
using Mantle.Core.Audit;
using Mantle.Core.Storage;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lookup;

/// <summary>An event as LookupEvents answers it, and its Region.</summary>
readonly record struct FoundEvent(Event Event, string Region)
{
    public static FoundEvent Of(TrailEvent found)
    {
        var facts = EventFacts.Of(found.Json.Span);
        return new(
            new Event
            {
                EventId = facts[TrailAttribute.EventId],
                EventName = facts[TrailAttribute.EventName],
                EventSource = facts[TrailAttribute.EventSource],
                EventTime = facts.Time,
                ReadOnly = facts[TrailAttribute.ReadOnly],
                AccessKeyId = facts[TrailAttribute.AccessKeyId],
                Username = facts[TrailAttribute.Username],
                Resources =
                [
                    .. facts.Resources.Select(resource => new Resource { ResourceType = resource.Type, ResourceName = resource.Name }),
                ],
                CloudTrailEvent = Encoding.UTF8.GetString(found.Json.Span),
            },
            RegionOf(found.Json.Span)
        );
    }

    static string RegionOf(ReadOnlySpan<byte> record)
    {
        var json = new Utf8JsonReader(record);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRegion = json.ValueTextEquals("awsRegion"u8);
            json.Read();
            if (isRegion)
                return json.GetString() ?? "";
            json.Skip();
        }
        return "";
    }
}
