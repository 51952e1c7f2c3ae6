using System.Diagnostics.Metrics;
using Mantle.Core.Telemetry;
using Mantle.Policy;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Telemetry;

/// <summary>What the installation measures (docs/telemetry.md).</summary>
public sealed class MetricTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    const string Request = "mantle.request.duration",
        Decision = "mantle.authorization.decisions",
        Cache = "mantle.cache.requests";

    readonly MeterTap tap = new(server.Server.Part<InstallationTelemetry>().Meter);

    public void Dispose() => tap.Dispose();

    [Fact]
    public async Task Every_instrument_moves_and_is_on_the_page()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("ana");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        var session = root.With(await SessionAsync(root));
        await session.Sts("GetCallerIdentity");
        tap.Settle();
        tap.Observe();
        Assert.Equal(
            tap.Instruments.Select(instrument => instrument.Name).Order(),
            tap.Heard.Select(measurement => measurement.Name).Distinct().Order()
        );
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        var rows = page.Split('\n')
            .Where(line => line.StartsWith("| `mantle.", StringComparison.Ordinal) && line.Split('|').Length == 7)
            .ToList();
        foreach (var instrument in tap.Instruments)
        {
            var row = Assert.Single(rows, line => line.StartsWith($"| `{instrument.Name}` |", StringComparison.Ordinal));
            Assert.Contains($"| `{instrument.Unit}` | {KindOf(instrument)} |", row);
            foreach (var tag in tap.Of(instrument.Name).SelectMany(measurement => measurement.Tags.Keys).Distinct())
                Assert.Contains($"`{tag}`", row);
        }
        Assert.Equal(tap.Instruments.Count, rows.Count);
    }

    static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0] switch
        {
            "Histogram" => "histogram",
            "Counter" => "counter",
            "UpDownCounter" => "up-down counter",
            "ObservableGauge" => "gauge",
            var other => other,
        };

    [Fact]
    public async Task Requests_are_told_apart_by_service_operation_and_outcome()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("ana");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await root.SendAsync("iam", "MakeSomethingUp");
        await (await server.NewS3Async()).NewBucketAsync();
        tap.Settle();
        var requests = tap.Of(Request).Select(one => one.Values("rpc.service", "rpc.method", "mantle.outcome")).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "mantle CreateAccount ok",
                "iam CreateUser ok",
                "iam ListUsers AccessDenied",
                "iam unknown InvalidAction",
                "s3 CreateBucket ok",
            },
            requests
        );
        Assert.All(tap.Of(Request), one => Assert.InRange(one.Value, double.Epsilon, 60));
    }

    [Fact]
    public async Task Strangers_and_names_that_nobody_knows_make_no_new_tags()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var host in new[] { "localhost", "made-up.localhost" })
        {
            using var request = new HttpRequestMessage(new HttpMethod("MADEUP"), new Uri($"{server.Server.Endpoint}/made-up?made-up"));
            request.Headers.Host = host;
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIA/20260301/made-up/made-up/aws4_request"
            );
            using var answer = await http.SendAsync(request);
        }
        var root = await server.NewAccountAsync();
        await (await root.NewUserAsync("made-up")).RefusedAsync("AccessDenied", null, "iam", "GetUser", ("UserName", "made-up"));
        tap.Settle();
        var values = tap.Heard.SelectMany(one => one.Tags.Values).Distinct().ToList();
        Assert.Contains("unknown", values);
        Assert.DoesNotContain(values, value => value.Contains("made-up", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(values, value => value.Contains(root.AccountId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decisions_name_the_layer_that_decided()
    {
        const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
            Nothing = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";
        var root = await server.NewAccountAsync();
        await (await root.NewUserAsync("none")).RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await (await root.NewUserAsync("denied", Nothing)).RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await (await root.NewUserAsync("allowed", Everything)).Iam("ListUsers");
        var bounded = await root.NewUserAsync("bounded", Everything);
        var boundary = await root.Iam("CreatePolicy", ("PolicyName", "boundary"), ("PolicyDocument", Nothing));
        await root.Iam("PutUserPermissionsBoundary", ("UserName", "bounded"), ("PermissionsBoundary", boundary.Text("Arn")));
        await bounded.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        Assert.Superset(
            new HashSet<string>
            {
                "allowed none",
                "implicit_deny identity",
                "explicit_deny identity",
                "allowed identity",
                "explicit_deny boundary",
            },
            tap.Of(Decision).Select(one => one.Values("mantle.outcome", "mantle.decision.layer")).ToHashSet()
        );
    }

    [Fact]
    public void Layers_and_outcomes_have_names_of_their_own()
    {
        var layers = Enum.GetValues<PolicyLayer>().Select(DecisionInstruments.NameOf).ToList();
        Assert.Equal(layers.Distinct(), layers);
        var outcomes = Enum.GetValues<DecisionOutcome>().Select(DecisionInstruments.NameOf).ToList();
        Assert.Equal(outcomes.Distinct(), outcomes);
    }

    [Fact]
    public async Task What_is_kept_is_found_again()
    {
        var root = await server.NewAccountAsync();
        var session = root.With(await SessionAsync(root));
        for (var i = 0; i < 3; i++)
            await session.Sts("GetCallerIdentity");
        var lookups = tap.Of(Cache).Select(one => one.Values("mantle.cache.name", "mantle.cache.result")).ToList();
        foreach (var cache in new[] { CacheInstruments.SigningKeys, CacheInstruments.SessionTokens })
        {
            Assert.Contains($"{cache} miss", lookups);
            Assert.True(lookups.Count(one => one == $"{cache} hit") >= 2);
        }
    }

    [Fact]
    public async Task Gauges_say_what_is_in_memory_and_in_the_queues()
    {
        var root = await server.NewAccountAsync();
        var queued = 0d;
        for (var i = 0; i < 100 && queued == 0; i++)
        {
            // Its event waits half a second at most.
            await root.Sts("GetCallerIdentity");
            tap.Observe();
            queued = tap.Of("mantle.trail.queue.length").Last().Value;
        }
        Assert.NotEqual(0, queued);
        Assert.InRange(tap.Of("mantle.memory.accounts").Last().Value, 2, 1_000);
        var used = tap.Of("mantle.memory.used").Last().Value;
        Assert.InRange(used, 1, tap.Of("mantle.memory.limit").Last().Value);
        Assert.Equal(0, tap.Of("mantle.commit.queue.length").Last().Value);
    }

    [Fact]
    public async Task Of_two_servers_in_one_process_each_is_heard_alone()
    {
        var other = new TestServer();
        await other.InitializeAsync();
        await using (other)
        {
            using var second = new MeterTap(other.Server.Part<InstallationTelemetry>().Meter);
            await other.NewAccountAsync();
            second.Settle();
            Assert.NotEmpty(second.Of(Request));
            Assert.Empty(tap.Of(Request));
            Assert.NotEqual(NumberOf(tap), NumberOf(second));
        }
    }

    static object? NumberOf(MeterTap tap) => tap.Instruments.First().Meter.Tags!.Single(tag => tag.Key == "mantle.installation").Value;

    static async Task<SigV4.Credentials> SessionAsync(TestClient caller)
    {
        var role = await caller.Iam(
            "CreateRole",
            ("RoleName", "role"),
            (
                "AssumeRolePolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{caller.AccountId}}"},
                  "Action":"sts:AssumeRole"}]}
                """
            )
        );
        var user = await caller.NewUserAsync(
            "assumer",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}"""
        );
        return (await user.AssumeAsync(role.Text("Arn"))).Credentials;
    }
}
