using System.Text;
using Mantle.SigV4;

namespace Mantle.Objects;

/// <summary>Signed requests to one server: sent with <see cref="HttpClient"/>, or as bytes for the load.</summary>
sealed class S3(Server server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    readonly RequestSigner signer = new(server.Credentials, "us-east-1", "s3");

    /// <summary>Sends a request; returns the answer, of which only the headers may have been read.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Endpoint, target)) { Content = body };
        var headers = Sign(method.Method, target, PayloadHash.UnsignedPayload);
        for (var i = 0; i < headers.Count; i++)
            request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{method} {target}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The head of a request, with the hash of its body, as the SDKs send it.</summary>
    public byte[] Head(string method, string target, byte[]? body)
    {
        var headers = Sign(method, target, body is null ? PayloadHash.Empty : PayloadHash.Of(body));
        var text = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        for (var i = 0; i < headers.Count; i++)
            text.Append(headers[i].Key).Append(": ").Append(headers[i].Value).Append("\r\n");
        if (body is not null)
            text.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    HeaderList Sign(string method, string target, PayloadHash hash)
    {
        var headers = new HeaderList().Add("Host", server.Endpoint.Authority).Add("x-amz-content-sha256", hash.ToString());
        signer.Sign(SignableRequest.FromTarget(method, target, headers), hash, TimeProvider.System.GetUtcNow());
        return headers;
    }
}
