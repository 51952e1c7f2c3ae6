using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mantle.Load;

/// <summary>A keep-alive connection that sends requests and reads answers one by one, at minimal cost.</summary>
sealed class Connection(Socket socket, int longest) : IDisposable
{
    readonly byte[] buffer = new byte[longest];

    /// <summary>Connects to a server.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="longest">The longest answer, in bytes.</param>
    public static async Task<Connection> OpenAsync(Uri endpoint, int longest = 16 * 1024)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port);
        return new(socket, longest);
    }

    /// <summary>Sends a request, and its body if it is apart; returns null for status 200, otherwise the response's beginning.</summary>
    public async ValueTask<string?> ExchangeAsync(byte[] request, byte[]? body = null)
    {
        foreach (var part in body is null ? [request] : new[] { request, body })
            if (await socket.SendAsync(part) != part.Length)
                throw new IOException("The request was sent only in part.");
        var filled = 0;
        var total = -1;
        var head = 0;
        while (total < 0 || filled < total)
        {
            if (filled == buffer.Length)
                throw new IOException("The response is longer than the buffer for it.");
            var count = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (count == 0)
                throw new IOException("The server closed the connection.");
            filled += count;
            if (head == 0)
                head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) + 4;
            if (head < 4)
                head = 0;
            else
                total = LengthOf(buffer.AsSpan(0, filled), head);
        }
        return buffer.AsSpan().StartsWith("HTTP/1.1 200 "u8) ? null : Encoding.UTF8.GetString(buffer, 0, filled);
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Length of the whole response; -1 if it is not known yet.</summary>
    static int LengthOf(ReadOnlySpan<byte> response, int head)
    {
        var at = response[..head].IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return response.EndsWith("\r\n0\r\n\r\n"u8) ? response.Length : -1;
        var digits = response[(at + "\r\nContent-Length: ".Length)..];
        return head + int.Parse(digits[..digits.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
