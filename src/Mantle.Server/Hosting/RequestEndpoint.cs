using Mantle.Http;
using Mantle.Server.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.Server.Hosting;

/// <summary>The entry of all requests. Probes and published documents are answered without authentication; the rest are calls.</summary>
sealed class RequestEndpoint(IReadOnlyList<HttpModule> modules, Readiness readiness, RequestPipeline pipeline)
{
    public Task AnswerAsync(HttpContext http)
    {
        LiftBodyLimit(http);
        ExpectContinueBody.Watch(http);
        return ToEverybody(http) ?? pipeline.InvokeAsync(http);
    }

    /// <summary>Removes the framework's body limit, because object uploads are long. Every other body has its own limit.</summary>
    static void LiftBodyLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: not null } limit)
            limit.MaxRequestBodySize = null;
    }

    /// <summary>
    /// Answers a probe or a request for a published document; null for other requests. At a host name of a resource there are none: a
    /// bucket may contain an object with that name.
    /// </summary>
    Task? ToEverybody(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return null;
        var host = http.Request.Host.Host;
        foreach (var module in modules)
            if (module.HasResourceAt(host))
                return null;
        return Probe(http) ?? Publish(http);
    }

    /// <summary>Answers a liveness or readiness probe; null for other requests.</summary>
    Task? Probe(HttpContext http)
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

    Task? Publish(HttpContext http)
    {
        foreach (var module in modules)
            if (module.Publish(http) is { } published)
                return published;
        return null;
    }
}
