using System.Text.Json;

namespace Mantle.Wire;

/// <summary>How to write the members of a response. At most one body is set: XML, JSON, text, bytes or stream.</summary>
public sealed class RestResponseFormat<T>
{
    /// <summary>Gives the HTTP status that the answer names.</summary>
    public Func<T, int?>? Status { get; init; }

    /// <summary>Writes the members that are headers.</summary>
    public Action<T, HeaderWriter>? Headers { get; init; }

    /// <summary>Writes an XML document.</summary>
    public XmlDocument<T>? Xml { get; init; }

    /// <summary>Writes a JSON document; false, and nothing written, where there is none.</summary>
    public Func<Utf8JsonWriter, T, bool>? Json { get; init; }

    /// <summary>Gives a body that is text.</summary>
    public Func<T, string?>? Text { get; init; }

    /// <summary>Gives a body that is bytes.</summary>
    public Func<T, ReadOnlyMemory<byte>?>? Bytes { get; init; }

    /// <summary>Gives a body that is a stream.</summary>
    public Func<T, Stream?>? Stream { get; init; }

    /// <summary>The media type of the body; null for that of the service's documents.</summary>
    public string? ContentType { get; init; }
}
