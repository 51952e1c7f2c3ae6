using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>
/// A request's body as it arrives. It leaves no read open in the web server, which could then not end the request and would log that as a
/// failure of its own. A read ends with the connection, so it needs no token, and a token would leave it open.
/// </summary>
sealed class IncomingBody(HttpContext http) : ReadStream
{
    readonly Stream inner = http.Request.Body;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, CancellationToken.None);
        }
        catch (ConnectionResetException)
        {
            // The web server would try to read the rest before it learns by itself that nobody is there any more.
            http.Abort();
            throw;
        }
    }
}
