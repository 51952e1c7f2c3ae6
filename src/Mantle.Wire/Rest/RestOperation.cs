using System.Buffers;
using System.Text;

namespace Mantle.Wire;

/// <summary>What a server has to do with the body of a REST request.</summary>
public enum RestBody
{
    /// <summary>Nothing: the operation takes none.</summary>
    None,

    /// <summary>Read it whole into <see cref="RestRequest.Body"/> before binding; the record holds what it says.</summary>
    Whole,

    /// <summary>Leave it to the operation, which reads it as it comes; the record does not hold it.</summary>
    Stream,
}

/// <summary>Writes one header of an answer.</summary>
public delegate void HeaderWriter(string name, string value);

/// <summary>An operation of the REST-XML protocol.</summary>
public abstract class RestOperation : OperationInfo
{
    private protected RestOperation(ServiceInfo service, string name, int status, RestBody requestBody, bool checksumRequired)
        : base(service, name, anonymous: false)
    {
        Status = status;
        RequestBody = requestBody;
        ChecksumRequired = checksumRequired;
    }

    /// <summary>The HTTP status of success; a part of an object is 206 instead, which its operation says.</summary>
    public int Status { get; }

    /// <summary>The HTTP status of an answer: <see cref="Status"/>, or the one that the answer itself names.</summary>
    public abstract int StatusOf(object? response);

    /// <summary>What to do with the request's body.</summary>
    public RestBody RequestBody { get; }

    /// <summary>Whether the request must carry a checksum of its body.</summary>
    public bool ChecksumRequired { get; }

    /// <summary>The media type of a body that <see cref="WriteBody"/> writes.</summary>
    public abstract string ContentType { get; }

    /// <summary>Makes the request's record.</summary>
    /// <exception cref="ApiException"><c>MalformedXML</c>, <c>InvalidArgument</c> and the like.</exception>
    public abstract object Bind(RestRequest request);

    /// <summary>Gives the headers of an answer one by one.</summary>
    public abstract void WriteHeaders(object? response, HeaderWriter write);

    /// <summary>Writes the body of an answer; false where it has none, or where it is a stream.</summary>
    public abstract bool WriteBody(IBufferWriter<byte> output, object? response);

    /// <summary>The body of an answer that is a stream, for the server to copy and to close; null where it is none.</summary>
    public abstract Stream? StreamedBody(object? response);
}

/// <summary>An operation of the REST-XML protocol, with the records that it takes and answers.</summary>
public sealed class RestOperation<TRequest, TResponse> : RestOperation
    where TRequest : class
    where TResponse : class
{
    readonly Func<RestRequest, TRequest> _bind;
    readonly RestResponseFormat<TResponse>? _format;

    /// <summary>Joins the operation to its binder and the format of its answer, null where it answers nothing.</summary>
    public RestOperation(ServiceInfo service, string name, int status, RestBody requestBody, bool checksumRequired, Func<RestRequest, TRequest> bind, RestResponseFormat<TResponse>? format)
        : base(service, name, status, requestBody, checksumRequired)
    {
        _bind = bind;
        _format = format;
    }

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override string ContentType => _format?.Text is null ? "application/xml" : "application/json";

    /// <inheritdoc/>
    public override TRequest Bind(RestRequest request) => _bind(request);

    /// <inheritdoc/>
    public override int StatusOf(object? response) => _format?.Status?.Invoke((TResponse)response!) ?? Status;

    /// <inheritdoc/>
    public override void WriteHeaders(object? response, HeaderWriter write) => _format?.Headers?.Invoke((TResponse)response!, write);

    /// <inheritdoc/>
    public override bool WriteBody(IBufferWriter<byte> output, object? response)
    {
        if (_format is null)
            return false;
        var value = (TResponse)response!;
        if (_format.Text is { } text)
        {
            if (text(value) is not { } content)
                return false;
            output.Write(Encoding.UTF8.GetBytes(content));
            return true;
        }
        if (_format.Xml is not { } xml)
            return false;
        var writer = new XmlResponseWriter(output);
        var written = xml(ref writer, value);
        writer.Flush();
        return written;
    }

    /// <inheritdoc/>
    public override Stream? StreamedBody(object? response) => _format?.Stream?.Invoke((TResponse)response!);
}

/// <summary>Writes the document of an answer; false, and nothing written, where there is none.</summary>
public delegate bool XmlDocument<in T>(ref XmlResponseWriter writer, T response);

/// <summary>Where the members of an answer go; at most one of text, XML and stream.</summary>
public sealed class RestResponseFormat<T>
{
    public Func<T, int?>? Status { get; init; }

    public Action<T, HeaderWriter>? Headers { get; init; }

    public XmlDocument<T>? Xml { get; init; }

    public Func<T, string?>? Text { get; init; }

    public Func<T, Stream?>? Stream { get; init; }
}
