using System.Buffers;

namespace Mantle.Wire;

/// <summary>An operation of the REST protocols.</summary>
public abstract class RestOperation : OperationInfo
{
    private protected RestOperation(ServiceInfo service, string name)
        : base(service, name) { }

    /// <summary>The HTTP status of success; a part of an object is 206 instead, which its operation says.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What to do with the request's body.</summary>
    public RestBody RequestBody { get; init; }

    /// <summary>Whether the request must carry a checksum of its body.</summary>
    public bool ChecksumRequired { get; init; }

    /// <summary>The media type of a body that <see cref="WriteBody"/> writes.</summary>
    public abstract string ContentType { get; }

    /// <summary>The HTTP status of an answer: <see cref="Status"/>, or the one that the answer itself names.</summary>
    public abstract int StatusOf(object? response);

    /// <summary>Makes the request's record.</summary>
    /// <exception cref="ApiException">The request cannot be read, or breaks the model.</exception>
    public abstract object Bind(RestRequest request);

    /// <summary>Gives the headers of an answer one by one.</summary>
    public abstract void WriteHeaders(object? response, HeaderWriter write);

    /// <summary>Writes the body of an answer; false if it has none, or where it is a stream.</summary>
    public abstract bool WriteBody(IBufferWriter<byte> output, object? response);

    /// <summary>The body of an answer that is a stream, for the server to copy and to close; null if it is none.</summary>
    public abstract Stream? StreamedBody(object? response);
}
