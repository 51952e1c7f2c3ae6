using System.Diagnostics;
using Mantle.Core.Telemetry;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Telemetry;

/// <summary>The activities of requests (docs/telemetry.md).</summary>
public sealed class TraceTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    readonly ActivityTap tap = new(server.Server.Part<InstallationTelemetry>().Activities);

    public void Dispose() => tap.Dispose();

    [Fact]
    public async Task A_write_is_authorized_and_committed_within_its_activity()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam("CreateUser", ("UserName", "ana"));
        var request = tap.Request("iam/CreateUser");
        Assert.Equal(ActivityKind.Server, request.Kind);
        Assert.Equal(
            ("aws-api", "iam", "CreateUser", answer.Headers.GetValues("x-amzn-RequestId").Single(), 200),
            (
                request.GetTagItem("rpc.system"),
                request.GetTagItem("rpc.service"),
                request.GetTagItem("rpc.method"),
                request.GetTagItem("aws.request_id"),
                request.GetTagItem("http.response.status_code")
            )
        );
        Assert.Null(request.GetTagItem("error.type"));
        Assert.Equal(["mantle.authorize", "mantle.commit"], tap.Within(request));
    }

    [Fact]
    public async Task A_call_that_hands_out_credentials_waits_for_the_trail()
    {
        await (await (await server.NewAccountAsync()).NewUserAsync("ana")).Sts("GetSessionToken");
        Assert.Equal(["mantle.authorize", "mantle.trail"], tap.Within(tap.Request("sts/GetSessionToken")));
    }

    [Fact]
    public async Task A_refused_call_has_its_error()
    {
        var user = await (await server.NewAccountAsync()).NewUserAsync("ana");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListRoles");
        var request = tap.Request("iam/ListRoles");
        Assert.Equal(("AccessDenied", 403), (request.GetTagItem("error.type"), request.GetTagItem("http.response.status_code")));
        Assert.Equal(ActivityStatusCode.Unset, request.Status);
        Assert.Equal(["mantle.authorize"], tap.Within(request));
    }

    const string Trace = "0af7651916cd43dd8448eb211c80319c",
        Span = "b7ad6b7169203331";

    [Fact]
    public async Task The_callers_trace_goes_on()
    {
        var activity = await TracedAsync();
        Assert.Equal((Trace, Span), (activity.TraceId.ToString(), activity.ParentSpanId.ToString()));
        Assert.Equal("MissingAuthenticationToken", activity.GetTagItem("error.type"));
    }

    [Fact]
    public async Task The_hosts_activity_is_the_parent_where_somebody_listens_to_it()
    {
        using var host = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(host);
        var activity = await TracedAsync();
        Assert.Equal("Microsoft.AspNetCore.Hosting.HttpRequestIn", activity.Parent?.OperationName);
        Assert.Equal((Trace, Span), (activity.TraceId.ToString(), activity.Parent!.ParentSpanId.ToString()));
    }

    async Task<Activity> TracedAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Server.Endpoint))
        {
            Content = new FormUrlEncodedContent([new("Action", "GetAccessKeyInfo"), new("Version", "2011-06-15")]),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-{Span}-01");
        using var answer = await http.SendAsync(request);
        return tap.Request("sts/unknown");
    }
}
