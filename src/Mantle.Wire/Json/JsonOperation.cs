using System.Buffers;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>An operation of the JSON protocol, named by the header <c>X-Amz-Target: Prefix.Operation</c>.</summary>
public abstract class JsonOperation : OperationInfo
{
    private protected JsonOperation(ServiceInfo service, string name)
        : base(service, name, anonymous: false)
    {
    }

    /// <summary>The media type of requests and answers.</summary>
    public const string ContentType = "application/x-amz-json-1.1";

    /// <summary>Makes the request's record from a body.</summary>
    /// <exception cref="ApiException">The body is not JSON, or breaks the model.</exception>
    public abstract object Bind(ReadOnlySpan<byte> body);

    /// <summary>Writes the answer; where the operation answers nothing, the body stays empty.</summary>
    public abstract void WriteResponse(IBufferWriter<byte> output, object? response);
}

/// <summary>An operation of the JSON protocol, with the records that it takes and answers.</summary>
public sealed class JsonOperation<TRequest, TResponse> : JsonOperation
    where TRequest : class
    where TResponse : class
{
    readonly JsonBinder<TRequest> _bind;
    readonly ConstraintCheck<TRequest> _check;
    readonly Action<Utf8JsonWriter, TResponse>? _write;

    /// <summary>Joins the operation to its binder, its checks and the writer of its answer, null where it answers nothing.</summary>
    public JsonOperation(ServiceInfo service, string name, JsonBinder<TRequest> bind, ConstraintCheck<TRequest> check, Action<Utf8JsonWriter, TResponse>? write)
        : base(service, name)
    {
        _bind = bind;
        _check = check;
        _write = write;
    }

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override TRequest Bind(ReadOnlySpan<byte> body)
    {
        var checker = new ConstraintChecker(Service.ConstraintStyle);
        var request = JsonRequestReader.Read(body, _bind, ref checker);
        _check(request, ref checker);
        checker.ThrowIfAny();
        return request;
    }

    /// <inheritdoc/>
    public override void WriteResponse(IBufferWriter<byte> output, object? response)
    {
        if (_write is null)
            return;
        using var writer = new Utf8JsonWriter(output);
        _write(writer, (TResponse)response!);
    }
}
