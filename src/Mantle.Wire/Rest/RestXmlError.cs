using System.Buffers;

namespace Mantle.Wire;

/// <summary>
/// The error document of the REST-XML protocol.
/// See <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</see>.
/// </summary>
public static class RestXmlError
{
    /// <summary>
    /// Writes an error. <paramref name="resource"/> is what it is about, as a path. An answer to HEAD, and one of status
    /// 304, has the status alone. Some services have their errors <paramref name="wrapped"/> in a document.
    /// </summary>
    public static void Write(
        IBufferWriter<byte> output,
        ApiError error,
        string? resource,
        string requestId,
        string hostId,
        bool wrapped = false
    )
    {
        var writer = new XmlResponseWriter(output);
        writer.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        writer.Raw(wrapped ? "<ErrorResponse><Error><Code>"u8 : "<Error><Code>"u8);
        writer.Text(error.Code);
        writer.Raw("</Code>"u8);
        writer.Element("<Message>"u8, error.Message, "</Message>"u8);
        foreach (var (name, value) in error.Details)
        {
            writer.Raw("<"u8);
            writer.Text(name);
            writer.Raw(">"u8);
            writer.Text(value);
            writer.Raw("</"u8);
            writer.Text(name);
            writer.Raw(">"u8);
        }
        writer.Element("<Resource>"u8, resource, "</Resource>"u8);
        if (wrapped)
            writer.Raw("</Error>"u8);
        writer.Element("<RequestId>"u8, requestId, "</RequestId>"u8);
        writer.Element("<HostId>"u8, hostId, "</HostId>"u8);
        writer.Raw(wrapped ? "</ErrorResponse>"u8 : "</Error>"u8);
        writer.Flush();
    }
}
