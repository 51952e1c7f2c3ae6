using Mantle.Wire;

namespace Mantle.Http;

/// <summary>Tells which service a request is for: by its credential scope, or by host, target, path and form where it has none.</summary>
public sealed class ServiceRouter(IReadOnlyList<HttpModule> modules)
{
    /// <summary>The services.</summary>
    public IReadOnlyList<HttpModule> Modules => modules;

    /// <summary>
    /// The service that a request is for: the one that its credential scope names, verified or not, or else the one that its form
    /// speaks for.
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
            if (module.TakesTheRest(exchange))
                return module;
        return modules[0];
    }

    /// <summary>What is answered to a request that was signed for a service which is not here.</summary>
    public ApiException NotServed(string name) =>
        CommonErrors.UnknownService(name, [.. modules.Select(module => module.ServedAs).OfType<string>().Order(StringComparer.Ordinal)]);

    /// <summary>The region of a request whose scope names none: that of a host name such as <c>sts.eu-west-1.amazonaws.com</c>.</summary>
    public static string RegionOf(Exchange exchange) =>
        exchange.Http.Request.Host.Host.Split('.') is [_, var region, "amazonaws", "com"] ? region : "us-east-1";
}
