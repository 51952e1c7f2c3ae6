using Mantle.Core.Naming;
using Mantle.Wire;

namespace Mantle.Http;

/// <summary>Finds the service of a request: by its credential scope, or else by host, target, path and form.</summary>
public sealed class ServiceRouter(IReadOnlyList<HttpModule> modules)
{
    /// <summary>The services.</summary>
    public IReadOnlyList<HttpModule> Modules => modules;

    /// <summary>
    /// The service of a request: the one in its credential scope, verified or not, or else the one that claims the request.
    /// </summary>
    public HttpModule Route(Exchange exchange)
    {
        if (exchange.Signature.Service is { } name)
            foreach (var module in modules)
                if (module.IsSignedForMe(name, exchange))
                    return module;
        foreach (var module in modules)
            if (module.Claims(exchange))
                return module;
        foreach (var module in modules)
            if (module.ClaimsPath(exchange.Path) && !IsForResource(exchange.Http.Request.Host.Host))
                return module;
        foreach (var module in modules)
            if (module.TakesTheRest(exchange))
                return module;
        return modules[0];
    }

    /// <summary>Whether a host name is a resource's of one of the services.</summary>
    public bool IsForResource(string host)
    {
        foreach (var module in modules)
            if (module.HasResourceAt(host))
                return true;
        return false;
    }

    /// <summary>The error for a request that was signed for a service that this server does not have.</summary>
    public ApiException NotServed(string name) =>
        CommonErrors.UnknownService(name, [.. modules.Select(module => module.ServedAs).OfType<string>().Order(StringComparer.Ordinal)]);

    /// <summary>
    /// The region that a request names, not verified: in its credential scope, or else in a host name such as
    /// <c>sts.eu-west-1.amazonaws.com</c>. What is no region's name counts for nothing.
    /// </summary>
    public static string RegionOf(Exchange exchange) =>
        exchange.Signature.Region is { } scoped && RegionName.Is(scoped) ? scoped
        : exchange.Http.Request.Host.Host.Split('.') is [_, var region, "amazonaws", "com"] && RegionName.Is(region) ? region
        : RegionName.Global;
}
