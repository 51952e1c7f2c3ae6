using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>Takes the attributes of an event as <see cref="EventReader"/> reads them. Values are UTF-8 and valid during the call.</summary>
public interface IEventAttributes
{
    /// <summary>An attribute. One attribute can have several values, such as a role's ARN and its name.</summary>
    void Add(TrailAttribute attribute, ReadOnlySpan<byte> value);

    /// <summary>A resource that the call names or creates; the type is empty if it is not known.</summary>
    void AddResource(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name);
}
