using System.Buffers;

namespace Mantle.Wire;

/// <summary>An operation of the JSON protocol, named by the header <c>X-Amz-Target: Prefix.Operation</c>.</summary>
public abstract class JsonOperation : OperationInfo
{
    private protected JsonOperation(ServiceInfo service, string name)
        : base(service, name) { }

    /// <summary>Makes the request's record from a body.</summary>
    /// <exception cref="ApiException">The body is not JSON, or breaks the model.</exception>
    public abstract object Bind(ReadOnlySpan<byte> body);

    /// <summary>Writes the answer; if the operation has no response, the body stays empty.</summary>
    public abstract void WriteResponse(IBufferWriter<byte> output, object? response);
}
