using System.Security.Cryptography;
using Mantle.Core.Authentication;
using Mantle.Http;
using Mantle.SigV4;
using Mantle.Wire.S3;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.S3.Front;

/// <summary>
/// The body of an S3 request. It is read after the request was authenticated, and verified on the way: against the declared hash, or chunk
/// by chunk.
/// </summary>
sealed class RequestBody(Exchange exchange, PostForm? form, RequestSignature? signature, SigningKey? key)
{
    const int FirstBuffer = 16 << 10;

    static readonly byte[] HashOfNothing = SHA256.HashData([]);

    readonly PayloadHash payload = signature?.Payload ?? (form is null ? DeclaredPayload(exchange) : PayloadHash.UnsignedPayload);
    AwsChunkedDecoder? decoder;

    /// <summary>The signature of the request; null for an unsigned one.</summary>
    public RequestSignature? Signature => signature;

    /// <summary>The upload form, if the request is one; its data is the form's file.</summary>
    public PostForm? Form => form;

    /// <summary>The TLS version of the connection, such as <c>1.3</c>; null without TLS, or where a proxy terminates it.</summary>
    public string? TlsVersion =>
        exchange.Http.Features.Get<ITlsHandshakeFeature>()?.Protocol switch
        {
            System.Security.Authentication.SslProtocols.Tls12 => "1.2",
            System.Security.Authentication.SslProtocols.Tls13 => "1.3",
            _ => null,
        };

    /// <summary>Length of the data in bytes, without its framing.</summary>
    /// <exception cref="Wire.ApiException">The request does not declare its length.</exception>
    public long Length
    {
        get
        {
            if (Form is not null)
                return Form.FileLength;
            if (!payload.IsStreaming)
                return exchange.Http.Request.ContentLength ?? throw Unframed();
            return long.TryParse(Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw Errors.MissingContentLength();
        }
    }

    /// <summary>
    /// Whether the request has a body, or may have one: HTTP/2 tells its end, and need not tell its length before.
    /// </summary>
    public bool IsPresent =>
        exchange.Http.Request.ContentLength is { } length
            ? length > 0
            : exchange.Http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    public string? Header(string name) => exchange.Header(name);

    /// <summary>Adds a header to the answer, whether it succeeds or fails.</summary>
    public void Answer(string name, string value) => exchange.Http.Response.Headers[name] = value;

    /// <summary>A header of the request, or the field of its form.</summary>
    public string? Declared(string name) => form is not null ? form.Find(name) : Header(name);

    /// <summary>The names of the request's headers, or of its form's fields.</summary>
    public IEnumerable<string> DeclaredNames => form?.Fields.Select(entry => entry.Key) ?? exchange.Http.Request.Headers.Keys;

    /// <summary>A trailer; known once the data was read to its end.</summary>
    public string? Trailer(string name)
    {
        foreach (var (field, value) in decoder?.Trailers ?? [])
            if (field.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }

    /// <summary>
    /// The data. Only its end proves that all of it was verified; reading throws a <see cref="Wire.ApiException"/> where the verification
    /// fails.
    /// </summary>
    public Stream Open()
    {
        if (Form is not null)
            return Form.OpenFile();
        _ = Length;
        var body = exchange.OpenBody();
        if (!payload.IsStreaming)
            return new VerifiedStream(body, payload);
        var headers = exchange.Signable.Headers;
        if (
            signature is null || key is null
                ? !AwsChunkedDecoder.TryCreateUnsigned(headers, out decoder, out var error)
                : !AwsChunkedDecoder.TryCreate(headers, signature, key, out decoder, out error)
        )
            throw CredentialErrors.Of(error);
        return new VerifiedStream(new AwsChunkedStream(body, decoder), payload);
    }

    /// <summary>The whole data.</summary>
    /// <param name="limit">Most bytes that are accepted.</param>
    /// <exception cref="Wire.ApiException">The data does not match its hash; without data, the hash is not that of an empty
    /// text.</exception>
    public async Task<byte[]> ReadAsync(int limit, CancellationToken cancellation)
    {
        if (payload.IsStreaming || exchange.Http.Request.ContentLength is not null)
        {
            if (Length > limit)
                throw new Wire.ApiException("MaxMessageLengthExceeded", 400, Wire.Fault.Sender, "Your request was too big.");
        }
        else if (IsInChunks || (IsPresent && await HasDataAsync(cancellation)))
            throw Unframed();
        else
        {
            CheckHash(payload, HashOfNothing);
            return [];
        }
        await using var stream = Open();
        // The buffer grows with the received data: a client can declare any length at no cost.
        using var whole = new MemoryStream((int)Math.Min(Length, FirstBuffer));
        await stream.CopyToAsync(whole, cancellation);
        return whole.ToArray();
    }

    /// <summary>Whether a body of unknown length is not empty.</summary>
    async ValueTask<bool> HasDataAsync(CancellationToken cancellation)
    {
        await using var stream = exchange.OpenBody();
        return await stream.ReadAsync(new byte[1], cancellation) > 0;
    }

    /// <summary>The integrity rules of an unsigned request's body, in which nothing can be a signature.</summary>
    static PayloadHash DeclaredPayload(Exchange exchange)
    {
        if (exchange.Header("x-amz-content-sha256") is not { } declared)
            return PayloadHash.UnsignedPayload;
        return
            PayloadHash.TryParse(declared, out var hash)
            && hash.Kind is PayloadKind.Hash or PayloadKind.UnsignedPayload or PayloadKind.StreamingUnsignedTrailer
            ? hash
            : throw Errors
                .InvalidArgument(
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, or a valid sha256 value."
                )
                .With(("ArgumentName", "x-amz-content-sha256"), ("ArgumentValue", declared));
    }

    static void CheckHash(PayloadHash declared, ReadOnlySpan<byte> sha256)
    {
        if (declared.Kind == PayloadKind.Hash && !declared.Matches(sha256))
            throw Errors
                .XAmzContentSHA256Mismatch()
                .With(("ClientComputedContentSHA256", declared.ToString()), ("S3ComputedContentSHA256", Convert.ToHexStringLower(sha256)));
    }

    Wire.ApiException Unframed() =>
        IsInChunks
            ? new Wire.ApiError(
                "NotImplemented",
                501,
                Wire.Fault.Receiver,
                "A header you provided implies functionality that is not implemented"
            )
                .With("Header", "Transfer-Encoding")
                .AsException()
            : Errors.MissingContentLength();

    /// <summary>Whether HTTP/1.1 frames the body in chunks. HTTP/2 has no such header; the web server adds it.</summary>
    bool IsInChunks => HttpProtocol.IsHttp11(exchange.Http.Request.Protocol) && exchange.Http.Request.Headers.TransferEncoding.Count > 0;

    /// <summary>Compares the hash of the data with the declared one before it reports the end.</summary>
    sealed class VerifiedStream(Stream inner, PayloadHash payload) : ReadStream
    {
        readonly IncrementalHash? hash = payload.Kind == PayloadKind.Hash ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        bool ended;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (ended || buffer.IsEmpty)
                return 0;
            try
            {
                var count = await inner.ReadAsync(buffer, cancellationToken);
                hash?.AppendData(buffer.Span[..count]);
                if (count == 0)
                    End();
                return count;
            }
            catch (AwsChunkedException error)
            {
                throw CredentialErrors.Of(error.Error);
            }
            catch (BadHttpRequestException error)
            {
                throw error.StatusCode == StatusCodes.Status408RequestTimeout ? Errors.RequestTimeout() : Errors.IncompleteBody();
            }
        }

        void End()
        {
            ended = true;
            if (hash is null)
                return;
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            hash.GetHashAndReset(sha256);
            CheckHash(payload, sha256);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                hash?.Dispose();
                if (inner is AwsChunkedStream)
                    inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
