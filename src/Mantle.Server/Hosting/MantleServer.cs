using System.Net;
using System.Security.Cryptography.X509Certificates;
using Mantle.Core.Authentication;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.Server.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>A running server on one data folder.</summary>
public sealed class MantleServer : IAsyncDisposable
{
    readonly WebApplication application;
    readonly Installation installation;

    MantleServer(WebApplication application, Installation installation, string endpoint)
    {
        this.application = application;
        this.installation = installation;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4700</c>.</summary>
    public string Endpoint { get; }

    /// <summary>A part of the installation, for tests and benchmarks.</summary>
    internal T Part<T>()
        where T : class => installation.Parts.Get<T>();

    /// <summary>The services, for tests and benchmarks.</summary>
    internal IReadOnlyList<HttpModule> Modules => installation.Modules;

    /// <summary>An operation of a service, for tests and benchmarks; null if there is none of that name.</summary>
    internal Operation? FindOperation(string signingName, string name) =>
        installation.Modules.First(module => module.Service.SigningName == signingName).Find(name);

    /// <summary>Opens the data folder and starts to listen; returns when requests are accepted.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="time">The clock; null for the machine's, moved by the options' offset.</param>
    /// <exception cref="ServerStartException">It cannot start; the message is one sentence for the person who started it.</exception>
    public static async Task<MantleServer> StartAsync(ServerOptions options, TimeProvider? time = null)
    {
        var application = Build(options, TlsCertificate.Load(options));
        Installation? installation = null;
        try
        {
            installation = await Installation.OpenAsync(
                options,
                time ?? new OffsetTimeProvider(options.ClockOffset),
                application.Services.GetRequiredService<ILoggerFactory>()
            );
            var (modules, readiness) = (installation.Modules, installation.Parts.Get<Readiness>());
            var pipeline = NewPipeline(options, installation, application.Services.GetRequiredService<ILogger<RequestPipeline>>());
            application.Run(http =>
            {
                AwaitedBody.Watch(http);
                return Probe(readiness, http) ?? Publish(modules, http) ?? pipeline.InvokeAsync(http);
            });
            await ListenAsync(application, options);
            var endpoint = Address(application, options);
            foreach (var module in modules)
                module.ListensAt(endpoint);
            installation.Folder.WriteEndpoint(new EndpointNote(endpoint, options.ClockOffset.TotalSeconds));
            return new MantleServer(application, installation, endpoint);
        }
        catch (Exception error)
        {
            await application.DisposeAsync();
            if (installation is not null)
                await installation.DisposeAsync();
            if (error is StoreException)
                throw new ServerStartException(error.Message, error);
            throw;
        }
    }

    static WebApplication Build(ServerOptions options, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder
            .Logging.ClearProviders()
            .SetMinimumLevel(LogLevel.Warning)
            // What keeps it from starting is said once, in one sentence, by whoever started it.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddProvider(new ServerLog(Console.Error, TimeProvider.System));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Object uploads are long; every other body has a limit of its own.
            kestrel.Limits.MaxRequestBodySize = null;
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
        return builder.Build();
    }

    static async Task ListenAsync(WebApplication application, ServerOptions options)
    {
        try
        {
            await application.StartAsync();
        }
        catch (IOException error)
        {
            throw new ServerStartException($"Cannot listen on {options.Listen}: {error.Message}", error);
        }
    }

    static RequestPipeline NewPipeline(ServerOptions options, Installation installation, ILogger<RequestPipeline> logger)
    {
        var parts = installation.Parts;
        var (ledger, secrets, time) = (parts.Get<Ledger>(), parts.Get<SecretBox>(), parts.Get<TimeProvider>());
        var (failures, runner) = (parts.Get<Failures>(), parts.Get<OperationRunner>());
        var calls = new CallFactory(ledger, parts.Get<LocalCalls>(), options.Enforcement, options.TrustedProxies);
        var authenticator = new Authenticator(ledger, secrets, parts.Get<SessionTokens>());
        var router = new ServiceRouter(installation.Modules);
        return new RequestPipeline(router, authenticator, runner, calls, failures, parts.Get<ChangeFollower>(), time, logger);
    }

    /// <summary>Answers a request for what a service publishes; null where it is none.</summary>
    static Task? Publish(IReadOnlyList<HttpModule> modules, HttpContext http)
    {
        foreach (var module in modules)
            if (module.Publish(http) is { } published)
                return published;
        return null;
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

    /// <summary>Runs until the process is told to end, then lets calls finish.</summary>
    public Task WaitForShutdownAsync() => ((IHost)application).WaitForShutdownAsync();

    /// <summary>Answers who asks whether the server lives, or is ready; null where nobody does.</summary>
    static Task? Probe(Readiness readiness, HttpContext http)
    {
        if (http.Request.Method != "GET" || http.Request.Headers.Authorization.Count > 0)
            return null;
        return http.Request.Path.Value switch
        {
            "/healthz" => Task.CompletedTask,
            "/readyz" => readiness.AnswerAsync(http),
            _ => null,
        };
    }

    static string Address(WebApplication application, ServerOptions options)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var uri = new Uri(addresses.First());
        var host =
            options.Listen.Address.Equals(IPAddress.Any) ? "127.0.0.1"
            : options.Listen.Address.Equals(IPAddress.IPv6Any) ? "[::1]"
            : uri.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{host}:{uri.Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        await installation.DisposeAsync();
    }
}
