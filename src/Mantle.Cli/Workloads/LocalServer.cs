using System.Net;
using System.Net.Sockets;
using Mantle.Cli.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mantle.Cli.Workloads;

/// <summary>A small HTTP server of a helper, on the machine's own addresses. Signals are the command's business, not its.</summary>
sealed class LocalServer : IAsyncDisposable
{
    readonly WebApplication application;

    LocalServer(WebApplication application) => this.application = application;

    /// <summary>Its URL.</summary>
    public string Url => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <exception cref="CommandException">It cannot listen there.</exception>
    public static async Task<LocalServer> StartAsync(IPEndPoint listen, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 4_096;
                kestrel.Listen(listen);
            });
        var application = builder.Build();
        application.Run(answer);
        try
        {
            await application.StartAsync();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new CommandException(
                $"Cannot listen on {listen}: {error.Message.TrimEnd('.')}. Give another address with --listen HOST:PORT."
            );
        }
        return new LocalServer(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
