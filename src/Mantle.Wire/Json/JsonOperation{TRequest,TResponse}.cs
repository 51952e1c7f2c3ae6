using System.Buffers;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>An operation of the JSON protocol, with the records that it takes and answers.</summary>
public sealed class JsonOperation<TRequest, TResponse> : JsonOperation, IOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    readonly JsonBinder<TRequest> bind;
    readonly ConstraintCheck<TRequest> check;
    readonly Action<Utf8JsonWriter, TResponse>? write;

    /// <summary>Joins the operation to its binder, its checks and the writer of its answer, null if it has no response.</summary>
    public JsonOperation(
        ServiceInfo service,
        string name,
        JsonBinder<TRequest> bind,
        ConstraintCheck<TRequest> check,
        Action<Utf8JsonWriter, TResponse>? write
    )
        : base(service, name)
    {
        this.bind = bind;
        this.check = check;
        this.write = write;
    }

    /// <inheritdoc/>
    public OperationInfo Info => this;

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override TRequest Bind(ReadOnlySpan<byte> body)
    {
        var checker = new ConstraintChecker(Service.ConstraintStyle);
        var request = JsonRequestReader.Read(body, bind, ref checker);
        check(request, ref checker);
        checker.ThrowIfAny();
        return request;
    }

    /// <inheritdoc/>
    public override void WriteResponse(IBufferWriter<byte> output, object? response)
    {
        if (write is null)
            return;
        using var writer = new Utf8JsonWriter(output);
        write(writer, (TResponse)response!);
    }
}
