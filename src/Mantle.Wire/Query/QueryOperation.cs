using System.Buffers;

namespace Mantle.Wire;

/// <summary>An operation of the query protocol.</summary>
public abstract class QueryOperation : OperationInfo
{
    private protected QueryOperation(ServiceInfo service, string name)
        : base(service, name) { }

    /// <summary>Makes the request's record.</summary>
    /// <exception cref="ApiException">The request breaks the model: <c>ValidationError</c> or <c>MalformedInput</c>.</exception>
    public abstract object Bind(QueryParameters parameters);

    /// <summary>Writes the answer; <paramref name="response"/> is null if the operation has no response.</summary>
    public abstract void WriteResponse(IBufferWriter<byte> output, object? response, string requestId);

    /// <summary>Writes the answer in JSON, for callers that ask for it.</summary>
    public abstract void WriteJson(IBufferWriter<byte> output, object? response, string requestId);
}
