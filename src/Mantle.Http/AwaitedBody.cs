using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>
/// The body of a request with <c>Expect: 100-continue</c>. The client sends it when it is told to go on, which reading it does, or
/// after a while all the same. An answer that leaves before the body was asked for leaves open whether the body will come, so what
/// comes next on the connection could be either the body or another request: such an answer closes the connection
/// (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1"/>).
/// </summary>
public sealed class AwaitedBody : ReadStream
{
    readonly Stream inner;
    bool isAskedFor;

    AwaitedBody(Stream inner) => this.inner = inner;

    /// <summary>Watches whether the body is read before the answer begins. Costs nothing where nobody waits.</summary>
    public static void Watch(HttpContext http)
    {
        if (http.Request.Headers.Expect.Count == 0 || !HttpProtocol.IsHttp11(http.Request.Protocol))
            return;
        var body = new AwaitedBody(http.Request.Body);
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
