using System.Buffers;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>The errors of the JSON protocols.</summary>
public static class JsonError
{
    /// <summary>The header that has the code of a REST-JSON error.</summary>
    public const string TypeHeader = "x-amzn-ErrorType";

    /// <summary>
    /// Writes the body of an error. The JSON protocols have the code in <c>__type</c>; REST-JSON has it in
    /// <see cref="TypeHeader"/>, and some services in a member too. An empty message is left out.
    /// </summary>
    public static void Write(IBufferWriter<byte> output, ServiceInfo service, ApiError error)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        if (TypeMember(service) is { } member)
            writer.WriteString(member, service.ErrorTypePrefix.Length == 0 ? error.Code : service.ErrorTypePrefix + error.Code);
        if (error.Message.Length > 0)
            writer.WriteString(service.ErrorMessageMember, error.Message);
        foreach (var (name, value) in error.Details)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    static string? TypeMember(ServiceInfo service) => service.Protocol == Model.Protocol.Json ? "__type" : service.ErrorTypeMember;
}
