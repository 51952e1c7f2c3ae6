using System.Text;
using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>The attributes of an event as texts: what LookupEvents answers beside the event itself.</summary>
public sealed class EventFacts : IEventAttributes
{
    readonly List<(TrailAttribute Attribute, string Value)> attributes = [];
    readonly List<(string Type, string Name)> resources = [];

    EventFacts() { }

    /// <summary>Reads a record; what is none has no attributes.</summary>
    public static EventFacts Of(ReadOnlySpan<byte> line)
    {
        var facts = new EventFacts();
        facts.Time = EventReader.Read(line, ref facts) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return facts;
    }

    /// <summary>The event's time, to the second.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>The resources that the call names or creates, each once. The type is empty if it is not known.</summary>
    public IReadOnlyList<(string Type, string Name)> Resources => resources;

    /// <summary>The first value of an attribute; null if the event has none.</summary>
    public string? this[TrailAttribute attribute]
    {
        get
        {
            foreach (var (has, value) in attributes)
                if (has == attribute)
                    return value;
            return null;
        }
    }

    /// <summary>Whether the event has a value of an attribute.</summary>
    public bool Has(TrailCondition condition) => attributes.Contains((condition.Attribute, condition.Value));

    void IEventAttributes.Add(TrailAttribute attribute, ReadOnlySpan<byte> value) =>
        attributes.Add((attribute, Encoding.UTF8.GetString(value)));

    void IEventAttributes.AddResource(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name)
    {
        var resource = (Encoding.UTF8.GetString(type), Encoding.UTF8.GetString(name));
        if (resources.Contains(resource))
            return;
        resources.Add(resource);
        attributes.Add((TrailAttribute.ResourceType, resource.Item1));
        attributes.Add((TrailAttribute.ResourceName, resource.Item2));
    }
}
