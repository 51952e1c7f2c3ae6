using Mantle.Http;
using Mantle.Server.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.Server.Hosting;

/// <summary>Where requests come in: probes and published documents are answered for everybody, everything else is a call.</summary>
sealed class RequestFront(IReadOnlyList<HttpModule> modules, Readiness readiness, RequestPipeline pipeline)
{
    public Task AnswerAsync(HttpContext http)
    {
        LiftBodyLimit(http);
        AwaitedBody.Watch(http);
        return ToEverybody(http) ?? pipeline.InvokeAsync(http);
    }

    /// <summary>Object uploads are long; every other body has a limit of its own.</summary>
    static void LiftBodyLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: not null } limit)
            limit.MaxRequestBodySize = null;
    }

    /// <summary>
    /// The answer to a probe, or to a request for what a service publishes; null where it is neither. A host that stands for a resource
    /// has neither: a bucket may keep an object of that name.
    /// </summary>
    Task? ToEverybody(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return null;
        return (FindProbe(request) ?? FindPublished(request)) is { } answer && !IsForResource(request) ? answer(http) : null;
    }

    /// <summary>What answers who asks whether the server lives, or is ready; null where nobody does.</summary>
    Func<HttpContext, Task>? FindProbe(HttpRequest request)
    {
        if (request.Method != "GET" || request.Headers.Authorization.Count > 0)
            return null;
        return request.Path.Value switch
        {
            "/healthz" => static _ => Task.CompletedTask,
            "/readyz" => readiness.AnswerAsync,
            _ => null,
        };
    }

    Func<HttpContext, Task>? FindPublished(HttpRequest request)
    {
        foreach (var module in modules)
            if (module.FindPublished(request) is { } published)
                return published;
        return null;
    }

    bool IsForResource(HttpRequest request)
    {
        foreach (var module in modules)
            if (module.HasResourceAt(request.Host.Host))
                return true;
        return false;
    }
}
