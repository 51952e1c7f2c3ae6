using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Federation;

/// <summary>A server that accepts https issuers only, also at private addresses.</summary>
sealed class HttpsIssuerServer(Func<ServerOptions, ServerOptions>? change = null, bool isPrivateAllowed = true) : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) =>
        (change?.Invoke(options) ?? options) with
        {
            AllowPrivateIssuers = isPrivateAllowed,
        };
}
