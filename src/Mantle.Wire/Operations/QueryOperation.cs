using System.Buffers;
using System.Text;

namespace Mantle.Wire;

/// <summary>Reads a request's members, telling <paramref name="checker"/> of required numbers that are absent.</summary>
public delegate T QueryBinder<out T>(QueryReader reader, ref ConstraintChecker checker);

/// <summary>Checks a request against the model.</summary>
public delegate void ConstraintCheck<in T>(T request, ref ConstraintChecker checker);

/// <summary>Writes the members of a response.</summary>
public delegate void XmlBody<in T>(ref XmlResponseWriter writer, T response);

/// <summary>An operation of the query protocol.</summary>
public abstract class QueryOperation : OperationInfo
{
    private protected QueryOperation(ServiceInfo service, string name, bool anonymous)
        : base(service, name, anonymous)
    {
    }

    /// <summary>Makes the request's record.</summary>
    /// <exception cref="ApiException">The request breaks the model: <c>ValidationError</c> or <c>MalformedInput</c>.</exception>
    public abstract object Bind(QueryParameters parameters);

    /// <summary>Writes the answer; <paramref name="response"/> is null where the operation answers nothing.</summary>
    public abstract void WriteResponse(IBufferWriter<byte> output, object? response, string requestId);
}

/// <summary>An operation of the query protocol, with the records that it takes and answers.</summary>
public sealed class QueryOperation<TRequest, TResponse> : QueryOperation
    where TRequest : class
    where TResponse : class
{
    readonly QueryBinder<TRequest> _bind;
    readonly ConstraintCheck<TRequest> _check;
    readonly XmlBody<TResponse>? _write;
    readonly byte[] _open;
    readonly byte[] _middle;
    readonly byte[] _close;

    /// <summary>Joins the operation to its binder, its checks and the writer of its answer, null where it answers nothing.</summary>
    public QueryOperation(ServiceInfo service, string name, bool anonymous, QueryBinder<TRequest> bind, ConstraintCheck<TRequest> check, XmlBody<TResponse>? write)
        : base(service, name, anonymous)
    {
        _bind = bind;
        _check = check;
        _write = write;
        var (openResult, closeResult) = write is null ? ("", "") : ($"<{name}Result>", $"</{name}Result>");
        _open = Encoding.UTF8.GetBytes($"<{name}Response xmlns=\"{service.XmlNamespace}\">{openResult}");
        _middle = Encoding.UTF8.GetBytes($"{closeResult}<ResponseMetadata><RequestId>");
        _close = Encoding.UTF8.GetBytes($"</RequestId></ResponseMetadata></{name}Response>\n");
    }

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override TRequest Bind(QueryParameters parameters)
    {
        var checker = new ConstraintChecker(Service.ConstraintStyle);
        var request = _bind(parameters.Read(), ref checker);
        _check(request, ref checker);
        checker.ThrowIfAny();
        return request;
    }

    /// <inheritdoc/>
    public override void WriteResponse(IBufferWriter<byte> output, object? response, string requestId)
    {
        var writer = new XmlResponseWriter(output);
        writer.Raw(_open);
        _write?.Invoke(ref writer, (TResponse)response!);
        writer.Raw(_middle);
        writer.Text(requestId);
        writer.Raw(_close);
        writer.Flush();
    }
}
