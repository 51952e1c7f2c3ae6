using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.Server.Tests.Hosting;

/// <summary>A server that reports an address without listening there: tests open no port to other machines.</summary>
sealed class SilentServer : IServer
{
    public SilentServer(params string[] addresses) => Features.Set<IServerAddressesFeature>(new Listening(addresses));

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }

    /// <summary>An array has a fixed size, so the host cannot add addresses from its configuration.</summary>
    sealed class Listening(string[] addresses) : IServerAddressesFeature
    {
        public ICollection<string> Addresses => addresses;

        public bool PreferHostingUrls { get; set; }
    }
}
