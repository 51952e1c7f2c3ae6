using System.Net;

namespace Mantle.Server.Hosting;

/// <summary>Options of <c>mantle serve</c>: those of the installation, and where to listen.</summary>
public sealed record ServerOptions : MantleOptions
{
    public const string DefaultListen = "127.0.0.1:4700";

    /// <summary>Address to listen on. Port 0 means any free port.</summary>
    public IPEndPoint Listen { get; init; } = IPEndPoint.Parse(DefaultListen);

    /// <summary>
    /// Maximum open connections. Further ones are closed at once, so that clients cannot use up the memory by opening connections.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>PEM files of the certificate (with its chain) and of its key; both or neither.</summary>
    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }
}
