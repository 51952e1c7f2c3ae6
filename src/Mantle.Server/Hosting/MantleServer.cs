using System.Net.Sockets;
using Mantle.Core.Operations;
using Mantle.Core.Storage;
using Mantle.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>A running server on one data folder: a host with only Mantle in it.</summary>
public sealed class MantleServer : IAsyncDisposable
{
    readonly WebApplication application;
    readonly MantleHost host;

    MantleServer(WebApplication application)
    {
        this.application = application;
        host = application.Services.GetRequiredService<MantleHost>();
    }

    /// <summary>The server's URL, such as <c>http://127.0.0.1:4700</c>.</summary>
    public string Endpoint => host.Endpoint;

    /// <summary>An object that the installation provides to services; for tests and benchmarks.</summary>
    internal T Part<T>()
        where T : class => host.Installation.Parts.Get<T>();

    /// <summary>The services; for tests and benchmarks.</summary>
    internal IReadOnlyList<HttpModule> Modules => host.Installation.Modules;

    /// <summary>An operation of a service, for tests and benchmarks; null if it does not exist.</summary>
    internal Operation? FindOperation(string signingName, string name) =>
        Modules.First(module => module.Service.SigningName == signingName).Find(name);

    /// <summary>Opens the data folder and listens; returns when requests are accepted.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock; null for the machine's clock plus the options' offset.</param>
    /// <exception cref="ServerStartException">The server cannot start. The message is one sentence for the person who started
    /// it.</exception>
    public static async Task<MantleServer> StartAsync(ServerOptions options, TimeProvider? time = null)
    {
        var application = Build(options, time);
        try
        {
            // There is nothing besides to choose from, so requests need no routing.
            application.Run(application.Services.GetRequiredService<MantleHost>().AnswerAsync);
            await application.StartAsync();
            return new MantleServer(application);
        }
        catch (Exception error)
        {
            await application.DisposeAsync();
            if (error is IOException or SocketException)
                throw new ServerStartException(ListenFailure.Describe(options.Listen, error), error);
            throw;
        }
    }

    static WebApplication Build(ServerOptions options, TimeProvider? time)
    {
        var certificate = TlsCertificate.Load(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder
            .Logging.ClearProviders()
            .SetMinimumLevel(LogLevel.Warning)
            // The caller reports a failed start, in one sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            // Its log would make an activity for each request; who listens to the host's activities still gets them.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddProvider(new ServerLog(Console.Error, TimeProvider.System));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 << 10;
            kestrel.Listen(
                options.Listen,
                listen =>
                {
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                }
            );
        });
        builder.Services.AddMantle(options, time);
        return builder.Build();
    }

    /// <summary>The management account's root credentials, read from a folder that a server may be using.</summary>
    /// <exception cref="ServerStartException">They cannot be read.</exception>
    public static async Task<RootCredentials> ReadRootCredentialsAsync(string dataFolder)
    {
        try
        {
            return await Installation.ReadRootCredentialsAsync(dataFolder);
        }
        catch (StoreException error)
        {
            throw new ServerStartException(error.Message, error);
        }
    }

    /// <summary>Makes an access key for the management account's root user, in a folder that no server is using.</summary>
    /// <exception cref="ServerStartException">It cannot be made.</exception>
    public static async Task MakeRootKeyAsync(string dataFolder)
    {
        try
        {
            await NewRootKey.MakeAsync(dataFolder, TimeProvider.System.GetUtcNow());
        }
        catch (StoreException error)
        {
            throw new ServerStartException(error.Message, error);
        }
    }

    /// <summary>Runs until the process gets a signal to stop, then lets running calls finish.</summary>
    public Task WaitForShutdownAsync() => ((IHost)application).WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
