using System.Net;

namespace Mantle.Server.Hosting;

/// <summary>What <c>mantle serve</c> can be told: an installation, and where it listens.</summary>
public sealed record ServerOptions : MantleOptions
{
    public const string DefaultListen = "127.0.0.1:4700";

    /// <summary>Address to listen on; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = IPEndPoint.Parse(DefaultListen);

    /// <summary>
    /// Connections that are open at a time; further ones are closed at once, so that nobody can take all memory by opening more.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>PEM files of the certificate (with its chain) and its key; both or neither.</summary>
    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }
}
