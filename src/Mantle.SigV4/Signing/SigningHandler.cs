using System.Security.Cryptography;

namespace Mantle.SigV4;

/// <summary>Signs every request that an <see cref="HttpClient"/> sends, in its headers.</summary>
/// <remarks>
/// Put it directly before the handler that sends: handlers after it must not change what is signed. It sets <c>Authorization</c>,
/// <c>x-amz-date</c>, for temporary credentials <c>x-amz-security-token</c> and for Amazon S3 <c>x-amz-content-sha256</c>. It replaces
/// existing values, so a request can be sent again. Thread-safe. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
/// Create a signed AWS API request</see>.
/// </remarks>
public sealed class SigningHandler : DelegatingHandler
{
    static readonly string[] OwnHeaders = ["Authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"];

    readonly Func<CancellationToken, ValueTask<RequestSigner>> findSigner;
    readonly TimeProvider time;

    /// <summary>Creates a handler that always signs with the same credentials.</summary>
    /// <param name="signer">Credentials, region and service.</param>
    /// <param name="time">The clock. Services accept a difference of up to 15 minutes.</param>
    public SigningHandler(RequestSigner signer, TimeProvider time)
        : this(_ => ValueTask.FromResult(signer), time) => ArgumentNullException.ThrowIfNull(signer);

    /// <summary>Creates a handler that asks for a signer for each request, so that temporary credentials can be renewed.</summary>
    /// <param name="findSigner">Returns the signer to use now. Return the same one while its credentials are valid: it caches the
    /// key.</param>
    /// <param name="time">The clock. Services accept a difference of up to 15 minutes.</param>
    public SigningHandler(Func<CancellationToken, ValueTask<RequestSigner>> findSigner, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(findSigner);
        ArgumentNullException.ThrowIfNull(time);
        this.findSigner = findSigner;
        this.time = time;
    }

    /// <summary>How bodies are signed; default <see cref="PayloadSigning.Buffered"/>.</summary>
    public PayloadSigning Payload { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The request has no absolute URI, or <see cref="PayloadSigning.UnsignedPayload"/> is set for a service other than Amazon S3.
    /// </exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var signer = await findSigner(cancellationToken).ConfigureAwait(false);
        Sign(request, signer, await HashAsync(request.Content, signer, cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not supported: use the asynchronous methods of <see cref="HttpClient"/>.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests are signed by the asynchronous methods of HttpClient only.");

    async ValueTask<PayloadHash> HashAsync(HttpContent? content, RequestSigner signer, CancellationToken cancellationToken)
    {
        if (Payload == PayloadSigning.UnsignedPayload)
        {
            return signer.Profile.IsS3
                ? PayloadHash.UnsignedPayload
                : throw new InvalidOperationException("Only Amazon S3 accepts a body that is not signed.");
        }
        if (content is null)
            return PayloadHash.Empty;
        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        // The caller may read the stream again, so it stays open and is reset to its start.
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        body.Position = 0;
        var hash = await SHA256.HashDataAsync(body, cancellationToken).ConfigureAwait(false);
        body.Position = 0;
        return PayloadHash.FromSha256(hash);
    }

    void Sign(HttpRequestMessage request, RequestSigner signer, PayloadHash payload)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } uri)
            throw new InvalidOperationException("A request is signed with its host, so its URI must be absolute.");
        foreach (var name in OwnHeaders)
            request.Headers.Remove(name);
        var headers = new HeaderList().Add("host", request.Headers.Host ?? HostOf(uri));
        AddTo(headers, request.Headers.NonValidated);
        if (request.Content is { } content)
            AddTo(headers, content.Headers.NonValidated);
        signer.Sign(new(request.Method.Method, uri.AbsolutePath, uri.Query.AsSpan().TrimStart('?'), headers), payload, time.GetUtcNow());
        foreach (var name in OwnHeaders)
        {
            if (headers.Find(name) is { } value)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    static void AddTo(HeaderList headers, System.Net.Http.Headers.HttpHeadersNonValidated fields)
    {
        foreach (var (name, values) in fields)
        {
            // HttpClient writes the host itself, and sets the length only when it sends.
            if (
                !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            )
                headers.Add(name, values.ToString());
        }
    }

    static string HostOf(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{uri.Port}");
    }
}
