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
        ExpectContinueBody.Watch(http);
        if (ToEverybody(http) is { } answered)
            return answered;
        LiftBodyLimit(http);
        return pipeline.InvokeAsync(http);
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
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return null;
        return (FindProbe(request) ?? FindPublished(request) ?? FindGreeting(request)) is { } answer && !IsForResource(request)
            ? answer(http)
            : null;
    }

    /// <summary>The answer to a liveness or readiness probe; null for other requests.</summary>
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

    /// <summary>The answer to a person who opens the server in a browser, which says what it is for; null for other requests.</summary>
    static Func<HttpContext, Task>? FindGreeting(HttpRequest request)
    {
        if (request.Path != "/" || request.QueryString.HasValue || request.Headers.Authorization.Count > 0)
            return null;
        return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) ? GreetAsync : null;
    }

    static Task GreetAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("This is Mantle. Point an AWS client here: eval \"$(mantle credentials)\"\n");
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
