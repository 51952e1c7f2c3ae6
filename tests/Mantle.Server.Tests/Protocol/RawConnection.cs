using System.Net;
using System.Net.Sockets;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Protocol;

/// <summary>A connection whose bytes tests choose themselves.</summary>
sealed class RawConnection : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly TcpClient socket = new();
    NetworkStream stream = null!;

    public static Task<RawConnection> OpenAsync(TestServer server) => OpenAsync(server.Server.Endpoint);

    public static async Task<RawConnection> OpenAsync(string endpoint)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, new Uri(endpoint).Port);
        connection.stream = connection.socket.GetStream();
        return connection;
    }

    public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads until the text ends with this, or the connection ends.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience);
            if (count == 0)
                break;
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        return text.ToString();
    }

    /// <summary>Reads to the end of the connection.</summary>
    public Task<string> ReadToEndAsync() => ReadUntilAsync("\0");

    /// <summary>Sends nothing more, and still reads.</summary>
    public void EndSending() => socket.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Drops the connection without a goodbye.</summary>
    public void Reset() => socket.Client.Close(0);

    public void Dispose() => socket.Dispose();
}
