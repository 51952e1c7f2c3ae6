using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>
/// The body of a request with <c>Expect: 100-continue</c>. The client sends the body when the server starts reading it, or after some
/// time anyway. If the server answers without reading, it cannot know whether the next bytes are the body or another request, so it
/// closes the connection (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1"/>).
/// </summary>
public sealed class ExpectContinueBody : ReadStream
{
    readonly Stream inner;
    bool isAskedFor;

    ExpectContinueBody(Stream inner) => this.inner = inner;

    /// <summary>Detects an answer that starts before the body is read. Does nothing for requests without this header.</summary>
    public static void Watch(HttpContext http)
    {
        if (http.Request.Headers.Expect.Count == 0 || !HttpProtocol.IsHttp11(http.Request.Protocol))
            return;
        var body = new ExpectContinueBody(http.Request.Body);
        http.Request.Body = body;
        http.Response.OnStarting(() =>
        {
            if (!body.isAskedFor)
                http.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        isAskedFor = true;
        return inner.ReadAsync(buffer, cancellationToken);
    }
}
