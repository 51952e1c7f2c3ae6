using Mantle.Wire;

namespace Mantle.Http;

/// <summary>Tells which service a request is for: by its credential scope, or by host, target, path and form where it has none.</summary>
public sealed class ServiceRouter(IReadOnlyList<HttpModule> modules)
{
    /// <summary>The services.</summary>
    public IReadOnlyList<HttpModule> Modules => modules;

    /// <summary>The service that a request was signed for.</summary>
    /// <exception cref="ApiException">NotImplemented: it is not served.</exception>
    public HttpModule SignedFor(string name, Exchange exchange)
    {
        foreach (var module in modules)
            if (module.IsSignedForMe(name, exchange))
                return module;
        throw CommonErrors.UnknownService(name, [.. modules.Select(module => module.ServedAs).OfType<string>()]);
    }

    /// <summary>The service that a request is for, as far as can be told without a credential scope.</summary>
    public HttpModule Guess(Exchange exchange)
    {
        foreach (var module in modules)
            if (module.Claims(exchange))
                return module;
        foreach (var module in modules)
            if (module.TakesTheRest(exchange))
                return module;
        return modules[0];
    }

    /// <summary>The region of a request whose scope names none: that of a host name such as <c>sts.eu-west-1.amazonaws.com</c>.</summary>
    public static string RegionOf(Exchange exchange) =>
        exchange.Http.Request.Host.Host.Split('.') is [_, var region, "amazonaws", "com"] ? region : "us-east-1";
}
