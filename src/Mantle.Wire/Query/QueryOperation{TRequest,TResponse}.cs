using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Mantle.Wire;

/// <summary>An operation of the query protocol, with the records that it takes and answers.</summary>
public sealed class QueryOperation<TRequest, TResponse> : QueryOperation, IOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    readonly QueryBinder<TRequest> bind;
    readonly ConstraintCheck<TRequest> check;
    readonly XmlBody<TResponse>? write;
    readonly Action<Utf8JsonWriter, TResponse>? writeJson;
    readonly byte[] open;
    readonly byte[] middle;
    readonly byte[] close;

    /// <summary>Joins the operation to its binder, its checks and the writers of its answer, null if it has no response.</summary>
    public QueryOperation(
        ServiceInfo service,
        string name,
        QueryBinder<TRequest> bind,
        ConstraintCheck<TRequest> check,
        XmlBody<TResponse>? write,
        Action<Utf8JsonWriter, TResponse>? writeJson
    )
        : base(service, name)
    {
        this.writeJson = writeJson;
        this.bind = bind;
        this.check = check;
        this.write = write;
        var (openResult, closeResult) = write is null ? ("", "") : ($"<{name}Result>", $"</{name}Result>");
        open = Encoding.UTF8.GetBytes($"<{name}Response xmlns=\"{service.XmlNamespace}\">{openResult}");
        middle = Encoding.UTF8.GetBytes($"{closeResult}<ResponseMetadata><RequestId>");
        close = Encoding.UTF8.GetBytes($"</RequestId></ResponseMetadata></{name}Response>\n");
    }

    /// <inheritdoc/>
    public OperationInfo Info => this;

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override TRequest Bind(QueryParameters parameters)
    {
        var checker = new ConstraintChecker(Service.ConstraintStyle);
        var request = bind(parameters.Read(), ref checker);
        check(request, ref checker);
        checker.ThrowIfAny();
        // An unknown parameter is refused, because it may restrict what the request does.
        return parameters.FindUnread() is { } unknown
            ? throw CommonErrors.ValidationError($"The request has a parameter that this server does not know: {unknown}")
            : request;
    }

    /// <inheritdoc/>
    public override void WriteResponse(IBufferWriter<byte> output, object? response, string requestId)
    {
        var writer = new XmlResponseWriter(output);
        writer.Raw(open);
        write?.Invoke(ref writer, (TResponse)response!);
        writer.Raw(middle);
        writer.Text(requestId);
        writer.Raw(close);
        writer.Flush();
    }

    /// <inheritdoc/>
    public override void WriteJson(IBufferWriter<byte> output, object? response, string requestId)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject($"{Name}Response");
        if (writeJson is not null)
        {
            writer.WritePropertyName($"{Name}Result");
            writeJson(writer, (TResponse)response!);
        }
        writer.WriteStartObject("ResponseMetadata"u8);
        writer.WriteString("RequestId"u8, requestId);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
