using System.Net;
using System.Net.Sockets;

namespace Mantle.Server.Tests.Workloads;

/// <summary>A way to a port of this machine that can be interrupted: a server that goes away and comes back.</summary>
sealed class SwitchedProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ended = new();
    readonly List<TcpClient> open = [];

    public SwitchedProxy(int port)
    {
        listener.Start();
        _ = AcceptAsync(port);
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    public bool IsOn
    {
        get;
        set
        {
            field = value;
            lock (open)
            {
                if (!value)
                    open.ForEach(each => each.Dispose());
                open.Clear();
            }
        }
    } = true;

    async Task AcceptAsync(int port)
    {
        try
        {
            while (true)
            {
                var from = await listener.AcceptTcpClientAsync(ended.Token);
                if (!IsOn)
                {
                    from.Dispose();
                    continue;
                }
                var to = new TcpClient();
                await to.ConnectAsync(IPAddress.Loopback, port, ended.Token);
                lock (open)
                    open.AddRange([from, to]);
                _ = CopyAsync(from, to);
                _ = CopyAsync(to, from);
            }
        }
        catch (OperationCanceledException) { }
    }

    static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException) { }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        IsOn = false;
        ended.Dispose();
    }
}
