using System.Buffers;

namespace Mantle.Wire;

/// <summary>An operation of the REST protocols.</summary>
public abstract class RestOperation : OperationInfo
{
    private protected RestOperation(ServiceInfo service, string name)
        : base(service, name) { }

    /// <summary>The HTTP status of success. For a part of an object, the response itself says 206.</summary>
    public int Status { get; init; } = 200;

    /// <summary>How to read the request's body.</summary>
    public RestBody RequestBody { get; init; }

    /// <summary>Whether the request must carry a checksum of its body.</summary>
    public bool ChecksumRequired { get; init; }

    /// <summary>The query parameters that the operation has, those that select it included.</summary>
    public IReadOnlyList<string> QueryParameters { get; init; } = [];

    /// <summary>The media type of a body that <see cref="WriteBody"/> writes.</summary>
    public abstract string ContentType { get; }

    /// <summary>The HTTP status of an answer: <see cref="Status"/>, or the one that the answer itself names.</summary>
    public abstract int StatusOf(object? response);

    /// <summary>Reads the request into its record.</summary>
    /// <exception cref="ApiException">The request cannot be read, or breaks the model.</exception>
    public abstract object Bind(RestRequest request);

    /// <summary>Passes the headers of a response one by one to <paramref name="write"/>.</summary>
    public abstract void WriteHeaders(object? response, HeaderWriter write);

    /// <summary>Writes the body of a response; false if it has none, or if it is a stream.</summary>
    public abstract bool WriteBody(IBufferWriter<byte> output, object? response);

    /// <summary>The body of an answer that is a stream, for the server to copy and to close; null if it is none.</summary>
    public abstract Stream? StreamedBody(object? response);
}
