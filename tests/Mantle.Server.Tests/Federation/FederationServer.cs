using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Federation;

/// <summary>A server that accepts http issuers, because the tests' issuers have no TLS.</summary>
public sealed class FederationServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) =>
        options with
        {
            AllowHttpIssuers = true,
            AllowPrivateIssuers = true,
        };
}

/// <summary>Tests of federation share one such server.</summary>
[CollectionDefinition(Name)]
public sealed class FederationCollection : ICollectionFixture<FederationServer>
{
    public const string Name = "federation";
}
