using System.Buffers;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>The error document of the query protocol.</summary>
public static class QueryError
{
    /// <summary>The media type of all answers of the query protocol in XML.</summary>
    public const string ContentType = "text/xml";

    /// <summary>The media type of answers in JSON.</summary>
    public const string JsonContentType = "application/json";

    /// <summary>
    /// Writes an error. <paramref name="xmlNamespace"/> is the service's; before a service is known,
    /// <see cref="CommonErrors.FaultNamespace"/>.
    /// </summary>
    public static void Write(IBufferWriter<byte> output, string xmlNamespace, ApiError error, string requestId)
    {
        var writer = new XmlResponseWriter(output);
        writer.Raw("<ErrorResponse xmlns=\""u8);
        writer.Text(error.XmlNamespace ?? xmlNamespace);
        writer.Raw(error.Fault == Fault.Sender ? "\"><Error><Type>Sender</Type><Code>"u8 : "\"><Error><Type>Receiver</Type><Code>"u8);
        writer.Text(error.Code);
        writer.Raw("</Code>"u8);
        if (error.Message.Length > 0)
            writer.Element("<Message>"u8, error.Message, "</Message>"u8);
        writer.Raw("</Error><RequestId>"u8);
        writer.Text(requestId);
        writer.Raw("</RequestId></ErrorResponse>\n"u8);
        writer.Flush();
    }

    /// <summary>Writes an error in JSON, for callers that ask for it.</summary>
    public static void WriteJson(IBufferWriter<byte> output, ApiError error, string requestId)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("Error"u8);
        writer.WriteString("Code"u8, error.Code);
        if (error.Message.Length > 0)
            writer.WriteString("Message"u8, error.Message);
        writer.WriteString("Type"u8, error.Fault == Fault.Sender ? "Sender"u8 : "Receiver"u8);
        writer.WriteEndObject();
        writer.WriteString("RequestId"u8, requestId);
        writer.WriteEndObject();
    }
}
