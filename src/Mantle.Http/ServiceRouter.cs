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
        throw CommonErrors.UnknownService(
            name,
            [.. modules.Select(module => module.ServedAs).OfType<string>().Order(StringComparer.Ordinal)]
        );
    }

    /// <summary>The service that a request is for, as far as can be told without a credential scope.</summary>
    public HttpModule Guess(Exchange exchange)
    {
        if (ScopeOf(exchange) is { } name)
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

    /// <summary>
    /// The service in the credential scope that a request claims, not verified yet; null where it claims none that can be read.
    /// </summary>
    static string? ScopeOf(Exchange exchange)
    {
        const string Credential = "Credential=";
        var text = exchange.Header("Authorization") is { } header ? header : Uri.UnescapeDataString(exchange.Query);
        var start = text.IndexOf(Credential, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var end = text.AsSpan(start).IndexOfAny(", &");
        var scope = text.AsSpan(start, end < 0 ? text.Length - start : end);
        return scope.ToString().Split('/') is [_, _, _, var service, _] ? service : null;
    }

    /// <summary>The region of a request whose scope names none: that of a host name such as <c>sts.eu-west-1.amazonaws.com</c>.</summary>
    public static string RegionOf(Exchange exchange) =>
        exchange.Http.Request.Host.Host.Split('.') is [_, var region, "amazonaws", "com"] ? region : "us-east-1";
}
