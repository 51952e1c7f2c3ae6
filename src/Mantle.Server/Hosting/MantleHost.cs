using System.Diagnostics.Metrics;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// An installation in a host. It opens before the host listens and closes after the host has stopped. It accepts requests once the host's
/// addresses are known.
/// </summary>
sealed class MantleHost(MantleOptions options, TimeProvider? time, ILoggerFactory loggers, IMeterFactory meters, IServer? server)
    : IHostedLifecycleService,
        IAsyncDisposable
{
    Installation? installation;
    RequestEndpoint? front;

    /// <summary>The opened data folder.</summary>
    /// <exception cref="InvalidOperationException">The host was not started, or is stopped.</exception>
    public Installation Installation => installation ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>The host's URL, such as <c>http://127.0.0.1:4700</c>; empty before it listens.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        if (front is { } taking)
            return taking.AnswerAsync(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    /// <summary>Opens the data folder.</summary>
    /// <exception cref="ServerStartException">It cannot be opened.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            installation = await Installation.OpenAsync(options, time ?? new OffsetTimeProvider(options.ClockOffset), loggers, meters);
        }
        catch (StoreException error)
        {
            throw new ServerStartException(error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"The data folder {options.DataFolder} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Passes the host's URL to the services, and starts accepting requests.</summary>
    /// <exception cref="ServerStartException">The options do not fit the host's addresses.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var listens = ListeningAddresses.Of(server);
        if (options.Enforcement != Enforcement.On && !listens.IsLocal)
            throw new ServerStartException("Authorization can be off or only logged where the host listens on loopback, and nowhere else.");
        Endpoint =
            listens.Endpoint
            ?? options.PublicUrl
            ?? throw new ServerStartException("The host does not tell where it listens: set PublicUrl in the options.");
        Installation.Parts.Get<LoopbackGuard>().IsLocal = listens.IsLocal;
        foreach (var module in Installation.Modules)
            module.ListensAt(Endpoint);
        Installation.Folder.WriteEndpoint(new EndpointNote(Endpoint, options.ClockOffset.TotalSeconds));
        front = Installation.NewFront(options);
        return Task.CompletedTask;
    }

    /// <summary>Closes the data folder, after the last request was answered.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        front = null;
        if (Interlocked.Exchange(ref installation, null) is { } opened)
            await opened.DisposeAsync();
    }
}
