using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3;

/// <summary>Sends signed S3 requests over HTTP with the target exactly as given, and reads the answers.</summary>
sealed class S3Client(TestClient client, TimeProvider clock)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public TestClient Client => client;

    public string AccountId => client.AccountId;

    public string Region { get; init; } = "us-east-1";

    /// <summary>The host that requests name; null for the endpoint's.</summary>
    public string? Host { get; init; }

    /// <summary>The same server by another name.</summary>
    public S3Client AtHost(string host) => new(client, clock) { Region = Region, Host = host };

    /// <summary>The same server with another caller's credentials.</summary>
    public S3Client As(TestClient other) => new(other, clock);

    public static string NewBucketName() => $"bucket-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public async Task<string> NewBucketAsync()
    {
        var name = NewBucketName();
        (await SendAsync("PUT", $"/{name}")).Expect(200);
        return name;
    }

    public Task<S3Answer> PutAsync(string target, string body, params (string, string)[] headers) =>
        SendAsync("PUT", target, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Puts a document with its checksum, which S3 requires for most configurations.</summary>
    public Task<S3Answer> PutDocumentAsync(string target, string body, params (string, string)[] headers) =>
        SendDocumentAsync("PUT", target, body, headers);

    public Task<S3Answer> SendDocumentAsync(string method, string target, string body, params (string, string)[] headers) =>
        SendAsync(
            method,
            target,
            Encoding.UTF8.GetBytes(body),
            [("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)))), .. headers]
        );

    public Task<S3Answer> GetAsync(string target, params (string, string)[] headers) => SendAsync("GET", target, null, headers);

    /// <summary>Sends a body with its hash.</summary>
    public Task<S3Answer> SendAsync(string method, string target, byte[]? body = null, params (string, string)[] headers) =>
        SendAsync(method, target, body, PayloadHash.Of(body), headers);

    /// <summary>Sends a body with a hash that need not be its own.</summary>
    public async Task<S3Answer> SendAsync(
        string method,
        string target,
        byte[]? body,
        PayloadHash payload,
        params (string, string)[] headers
    )
    {
        var list = Headers(headers);
        Signer().Sign(SignableRequest.FromTarget(method, target, list), payload, clock.GetUtcNow());
        return await SendAsync(method, target, list, body);
    }

    /// <summary>Sends a body in aws-chunked framing.</summary>
    /// <param name="target">The target.</param>
    /// <param name="data">The data, sent in chunks of 64 KiB.</param>
    /// <param name="payload">How it is signed.</param>
    /// <param name="trailers">The trailers.</param>
    /// <param name="tamper">Changes the framed body after it was signed.</param>
    /// <param name="headers">Further headers.</param>
    public async Task<S3Answer> PutChunkedAsync(
        string target,
        byte[] data,
        PayloadHash payload,
        (string Name, string Value)[] trailers,
        Func<byte[], byte[]>? tamper = null,
        params (string, string)[] headers
    )
    {
        const int ChunkSize = 64 << 10;
        var list = Headers(headers);
        list.Add("content-encoding", "aws-chunked").Add("x-amz-decoded-content-length", data.Length.ToString(CultureInfo.InvariantCulture));
        if (trailers.Length > 0)
            list.Add("x-amz-trailer", string.Join(',', trailers.Select(trailer => trailer.Name)));
        var signer = Signer();
        var result = signer.Sign(SignableRequest.FromTarget("PUT", target, list), payload, clock.GetUtcNow());
        var encoder = signer.EncodeChunks(result, payload, clock.GetUtcNow());
        var framed = new ArrayBufferWriter<byte>();
        for (var i = 0; i < data.Length; i += ChunkSize)
            encoder.WriteChunk(framed, data.AsSpan(i, Math.Min(ChunkSize, data.Length - i)));
        encoder.Complete(framed, [.. trailers.Select(trailer => new KeyValuePair<string, string>(trailer.Name, trailer.Value))]);
        var body = framed.WrittenSpan.ToArray();
        return await SendAsync("PUT", target, list, tamper is null ? body : tamper(body));
    }

    /// <summary>Sends a request whose signature is in its URL.</summary>
    public async Task<S3Answer> SendPresignedAsync(
        string method,
        string path,
        string query,
        TimeSpan expires,
        byte[]? body = null,
        TimeSpan signedAgo = default,
        (string Name, string Value)[]? unsigned = null
    )
    {
        var list = Headers([]);
        Signer()
            .Presign(
                new SignableRequest(method, path, query, list),
                PayloadHash.UnsignedPayload,
                clock.GetUtcNow() - signedAgo,
                expires,
                out var signed
            );
        foreach (var (name, value) in unsigned ?? [])
            list.Add(name, value);
        return await SendAsync(method, $"{path}?{signed}", list, body);
    }

    /// <summary>Sends an unsigned request.</summary>
    public Task<S3Answer> SendUnsignedAsync(string method, string target, byte[]? body = null, params (string, string)[] headers) =>
        SendAsync(method, target, Headers(headers), body);

    /// <summary>Sends a body with its hash: one half of it, and the other when a task is done.</summary>
    public async Task<S3Answer> PutInHalvesAsync(string target, byte[] body, Task between, params (string, string)[] headers)
    {
        var list = Headers(headers);
        Signer().Sign(SignableRequest.FromTarget("PUT", target, list), PayloadHash.Of(body), clock.GetUtcNow());
        return await SendAsync("PUT", target, list, new HalvesContent(body, between));
    }

    RequestSigner Signer() => new(client.Credentials, Region, "s3");

    HeaderList Headers((string Name, string Value)[] headers)
    {
        var list = new HeaderList().Add("host", Host ?? new Uri(client.Endpoint).Authority);
        foreach (var (name, value) in headers)
            list.Add(name, value);
        return list;
    }

    Task<S3Answer> SendAsync(string method, string target, HeaderList headers, byte[]? body) =>
        SendAsync(method, target, headers, body is null ? null : new ByteArrayContent(body));

    async Task<S3Answer> SendAsync(string method, string target, HeaderList headers, HttpContent? body)
    {
        var uri = new Uri(client.Endpoint + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        request.Content = body;
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key != "host" && !request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value))
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        request.Headers.Host = Host;
        using var response = await Http.SendAsync(request);
        return await S3Answer.ReadAsync(response);
    }
}
