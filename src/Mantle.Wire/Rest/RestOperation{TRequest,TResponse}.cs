using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>An operation of the REST protocols, with the records that it takes and answers.</summary>
public sealed class RestOperation<TRequest, TResponse> : RestOperation, IOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    readonly Func<RestRequest, TRequest> bind;
    readonly RestResponseFormat<TResponse>? format;

    /// <summary>Joins the operation to its binder and the format of its answer, null if it has no response.</summary>
    public RestOperation(ServiceInfo service, string name, Func<RestRequest, TRequest> bind, RestResponseFormat<TResponse>? format)
        : base(service, name)
    {
        this.bind = bind;
        this.format = format;
    }

    /// <inheritdoc/>
    public OperationInfo Info => this;

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override string ContentType => format?.ContentType ?? Service.ContentType;

    /// <inheritdoc/>
    public override TRequest Bind(RestRequest request) => bind(request);

    /// <inheritdoc/>
    public override int StatusOf(object? response) => format?.Status?.Invoke((TResponse)response!) ?? Status;

    /// <inheritdoc/>
    public override void WriteHeaders(object? response, HeaderWriter write) => format?.Headers?.Invoke((TResponse)response!, write);

    /// <inheritdoc/>
    public override bool WriteBody(IBufferWriter<byte> output, object? response)
    {
        if (format is null)
            return false;
        var value = (TResponse)response!;
        if (format.Xml is { } xml)
            return WriteXml(output, value, xml);
        if (format.Json is { } json)
            return WriteJson(output, value, json);
        if (format.Text?.Invoke(value) is { } text)
        {
            output.Write(Encoding.UTF8.GetBytes(text));
            return true;
        }
        if (format.Bytes?.Invoke(value) is { } bytes)
        {
            output.Write(bytes.Span);
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override Stream? StreamedBody(object? response) => format?.Stream?.Invoke((TResponse)response!);

    static bool WriteXml(IBufferWriter<byte> output, TResponse value, XmlDocument<TResponse> write)
    {
        var writer = new XmlResponseWriter(output);
        var written = write(ref writer, value);
        writer.Flush();
        return written;
    }

    static bool WriteJson(IBufferWriter<byte> output, TResponse value, Func<Utf8JsonWriter, TResponse, bool> write)
    {
        using var writer = new Utf8JsonWriter(output);
        return write(writer, value);
    }
}
