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
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return null;
        var host = http.Request.Host.Host;
        foreach (var module in modules)
            if (module.HasResourceAt(host))
                return null;
        return Probe(http) ?? Publish(http) ?? Greet(http);
    }

    /// <summary>Answers who asks whether the server lives, or is ready; null where nobody does.</summary>
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

    /// <summary>Tells a person who opened the server in a browser what it is for; null for everybody else.</summary>
    static Task? Greet(HttpContext http)
    {
        var request = http.Request;
        if (request.Path != "/" || request.QueryString.HasValue || request.Headers.Authorization.Count > 0)
            return null;
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return null;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("This is Mantle. Point an AWS client here: eval \"$(mantle credentials)\"\n");
    }

    Task? Publish(HttpContext http)
    {
        foreach (var module in modules)
            if (module.Publish(http) is { } published)
                return published;
        return null;
    }
}
