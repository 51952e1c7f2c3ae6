using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>Adds Mantle to an ASP.NET Core application, next to its own endpoints (docs/hosting.md).</summary>
public static class MantleHosting
{
    /// <summary>
    /// Opens the data folder when the host starts, and closes it after the host has stopped. Starting the host throws
    /// <see cref="ServerStartException"/> if the folder cannot be used.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The installation.</param>
    /// <param name="time">The clock; null for the machine's clock plus the options' offset.</param>
    /// <exception cref="InvalidOperationException">The host has an installation already.</exception>
    public static IServiceCollection AddMantle(this IServiceCollection services, MantleOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (services.Any(service => service.ServiceType == typeof(MantleHost)))
            throw new InvalidOperationException("A host has one installation: AddMantle was called before.");
        services.AddMetrics();
        services.AddSingleton(provider => new MantleHost(
            options,
            time,
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetService<IServer>()
        ));
        return services.AddHostedService(provider => provider.GetRequiredService<MantleHost>());
    }

    /// <summary>
    /// Passes every request to Mantle that no other endpoint of the application handles. The paths of AWS's services begin at the root, so
    /// Mantle cannot be mapped below a path; its own host name (<c>RequireHost</c>) separates it from the other endpoints.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="AddMantle"/> was not called.</exception>
    public static IEndpointConventionBuilder MapMantle(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var host =
            endpoints.ServiceProvider.GetService<MantleHost>()
            ?? throw new InvalidOperationException("There is no installation to map: call AddMantle on the host's services.");
        return endpoints.MapFallback("{*path}", (RequestDelegate)host.AnswerAsync).WithDisplayName("Mantle");
    }
}
