using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Mantle.Http;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using S3Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Front;

/// <summary>
/// The REST-XML protocol of S3: method, path, query string, headers and XML in; headers and XML, or an object's data, out.
/// </summary>
sealed class RestXmlProtocol(HttpModule module) : ServiceProtocol(module)
{
    /// <summary>
    /// Longest accepted document: deleting a thousand of the longest keys, with each byte escaped, needs some six million bytes.
    /// </summary>
    const int LongestDocument = 8 << 20;

    const int CopySize = 64 << 10;

    readonly RestService service = (RestService)module.Service;

    /// <summary>Distinguishes this process's answers from others'.</summary>
    static readonly byte[] Host = RandomNumberGenerator.GetBytes(38);

    /// <summary>Reads nothing: an object's data is read after authorization, a document after authentication.</summary>
    public override ValueTask ReceiveAsync(Exchange exchange) => ValueTask.CompletedTask;

    public override async ValueTask<BoundRequest> BindAsync(Exchange exchange)
    {
        RestRequest request = new RestXmlRequest(exchange);
        if (S3Request.Of(exchange).Form is { } form)
            request = new FormRequest(request.Method, request.Bucket!, "/", form);
        if (service.Route(request) is not { } operation)
            throw NoSuchOperation(request);
        exchange.Operation = operation;
        var entry = Module.Find(operation.Name)!;
        if (!entry.IsImplemented)
            throw CommonErrors.NotImplemented(service.Title, operation.Name);
        UnknownParameters.Refuse(operation, request);
        if (operation.RequestBody != RestBody.Stream)
            request.Body = await ReadDocumentAsync(exchange, operation);
        return new BoundRequest(entry, operation.Bind(request));
    }

    static async Task<byte[]> ReadDocumentAsync(Exchange exchange, RestOperation operation)
    {
        var body = S3Request.Of(exchange).Body!;
        // S3 ignores the body of a GET.
        if (operation.RequestBody == RestBody.None && HttpMethods.IsGet(exchange.Http.Request.Method) && body.IsPresent)
            return [];
        // Where the request has no document, a checksum is of an object: the one that an upload will become, or that is copied.
        var integrity = BodyIntegrity.Of(
            body,
            ofObject: operation.RequestBody == RestBody.None || operation.Name == "CompleteMultipartUpload"
        );
        if (operation.ChecksumRequired && !integrity.IsDeclared)
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        var document = await body.ReadAsync(operation.RequestBody == RestBody.Whole ? LongestDocument : 0, exchange.Http.RequestAborted);
        integrity.Check(document);
        return document;
    }

    static ApiException NoSuchOperation(RestRequest request)
    {
        return S3Errors
            .MethodNotAllowed()
            .Error.With("Method", request.Method)
            .With("ResourceType", request.Level.ToString().ToUpperInvariant())
            .AsException();
    }

    public override async ValueTask RespondAsync(Exchange exchange, OperationInfo operation, object? response)
    {
        var info = (RestOperation)operation;
        await using var data = info.StreamedBody(response);
        var answer = exchange.Http.Response;
        Identify(exchange);
        answer.StatusCode = info.StatusOf(response);
        info.WriteHeaders(response, (name, value) => answer.Headers[name] = HeaderText(value));
        if (answer.Headers.ContentRange.Count > 0)
            answer.StatusCode = StatusCodes.Status206PartialContent;
        if (data is not null)
        {
            // HEAD returns no data, so none is read.
            if (!HttpMethods.IsHead(exchange.Http.Request.Method))
                await CopyAsync(exchange, data);
            return;
        }
        var document = new ArrayBufferWriter<byte>();
        if (info.WriteBody(document, response))
        {
            answer.ContentType = info.ContentType;
            answer.ContentLength = document.WrittenCount;
            await answer.BodyWriter.WriteAsync(document.WrittenMemory);
        }
        else if (answer.StatusCode != StatusCodes.Status204NoContent)
            answer.ContentLength ??= 0;
    }

    /// <summary>Copies an object's data into the connection's buffers, as fast as the client reads.</summary>
    static async Task CopyAsync(Exchange exchange, Stream data)
    {
        var output = exchange.Http.Response.BodyWriter;
        // A small object gets a small buffer, and no read goes beyond its end.
        for (var left = exchange.Http.Response.ContentLength ?? long.MaxValue; left > 0; )
        {
            var count = await data.ReadAsync(output.GetMemory((int)Math.Min(CopySize, left)), exchange.Http.RequestAborted);
            if (count == 0)
                return;
            left -= count;
            output.Advance(count);
            var flushed = await output.FlushAsync();
            if (flushed.IsCompleted || flushed.IsCanceled)
                return;
        }
    }

    public override async ValueTask FailAsync(Exchange exchange, ApiError error)
    {
        var answer = exchange.Http.Response;
        Identify(exchange);
        answer.StatusCode = error.HttpStatus;
        AnswerBuffer.WriteHeaders(exchange, error);
        if (HttpMethods.IsHead(exchange.Http.Request.Method) || error.HttpStatus == StatusCodes.Status304NotModified)
            return;
        error = Module.Words.Say(error);
        var document = new ArrayBufferWriter<byte>();
        RestXmlError.Write(document, error, null, exchange.RequestId, HostId(exchange), wrapped: service.Name == "S3Control");
        answer.StatusCode = error.HttpStatus;
        answer.ContentType = service.ContentType;
        answer.ContentLength = document.WrittenCount;
        await answer.BodyWriter.WriteAsync(document.WrittenMemory);
    }

    static void Identify(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers["x-amz-request-id"] = exchange.RequestId;
        headers["x-amz-id-2"] = HostId(exchange);
    }

    /// <summary>Opaque to clients: the process and the request.</summary>
    static string HostId(Exchange exchange) => Convert.ToBase64String([.. Host, .. Guid.Parse(exchange.RequestId).ToByteArray()]);

    /// <summary>
    /// Encodes what is not printable ASCII by RFC 2047, as S3 does
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata"/>).
    /// </summary>
    static StringValues HeaderText(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=" : value;
}
