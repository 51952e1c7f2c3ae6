using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mantle.Core.Telemetry;
using Mantle.Http;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Telemetry;

/// <summary>
/// Measures requests by service, operation and outcome, and creates their activities. All names come from the models, so a client cannot
/// create new ones.
/// </summary>
sealed class RequestInstruments
{
    const string Unknown = "unknown",
        Incomplete = "incomplete",
        Service = "rpc.service",
        Method = "rpc.method";

    readonly Histogram<double> duration;
    readonly UpDownCounter<long> active;
    readonly ActivitySource activities;

    public RequestInstruments(InstallationTelemetry telemetry)
    {
        activities = telemetry.Activities;
        duration = Seconds.Histogram(telemetry.Meter, "mantle.request.duration", "How long requests take, and how many there are.");
        active = telemetry.Meter.CreateUpDownCounter<long>("mantle.request.active", "{request}", "Requests that are being answered.");
    }

    /// <summary>Starts measuring a request.</summary>
    public RequestWatch Begin(HttpContext http)
    {
        var isCounted = active.Enabled;
        if (isCounted)
            active.Add(1);
        return new(Seconds.Begin(duration), isCounted, Start(http));
    }

    /// <summary>
    /// Starts the request's activity. The host's activity is its parent only if somebody listens to the host's. Samplers follow the parent,
    /// so an unrecorded parent would suppress this activity; the client's trace context is then its parent.
    /// </summary>
    Activity? Start(HttpContext http)
    {
        if (!activities.HasListeners())
            return null;
        if (Activity.Current is { Source.Name.Length: 0 })
            Activity.Current = null;
        var parent = default(ActivityContext);
        if (Activity.Current is null)
            ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, isRemote: true, out parent);
        return activities.StartActivity("mantle.request", ActivityKind.Server, parent);
    }

    /// <summary>Measures an answered request.</summary>
    /// <param name="watch">The result of <see cref="Begin"/>.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="module">The service.</param>
    /// <param name="error">The error; null for success.</param>
    /// <param name="isAnswered">Whether the answer was sent completely.</param>
    public void End(in RequestWatch watch, Exchange exchange, HttpModule module, ApiError? error, bool isAnswered)
    {
        if (watch.Begun != 0 || watch.Activity is not null)
            Tell(watch, exchange, module, OutcomeOf(exchange, module, error, isAnswered));
        if (watch.IsCounted)
            active.Add(-1);
    }

    void Tell(in RequestWatch watch, Exchange exchange, HttpModule module, string outcome)
    {
        var service = module.ServedAs ?? module.Service.SigningName;
        var method = exchange.Operation?.Name ?? Unknown;
        if (watch.Begun != 0)
            duration.Record(Seconds.Since(watch.Begun), new(Service, service), new(Method, method), new(Tags.Outcome, outcome));
        if (watch.Activity is not { } activity)
            return;
        activity.DisplayName = $"{service}/{method}";
        activity.SetTag("rpc.system", "aws-api").SetTag(Service, service).SetTag(Method, method);
        activity.SetTag("aws.request_id", exchange.RequestId);
        activity.SetTag("http.response.status_code", exchange.Http.Response.StatusCode);
        if (outcome != Tags.Ok)
            activity.SetTag("error.type", outcome);
        if (outcome == Incomplete || exchange.Http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            activity.SetStatus(ActivityStatusCode.Error);
        activity.Dispose();
    }

    /// <summary>The service's error code. An error that the service's own request handling sent, such as a website's, has none.</summary>
    static string OutcomeOf(Exchange exchange, HttpModule module, ApiError? error, bool isAnswered) =>
        error is not null ? module.Words.Say(error).Code
        : !isAnswered ? Incomplete
        : exchange.Http.Response.StatusCode >= StatusCodes.Status400BadRequest ? "refused"
        : Tags.Ok;
}
