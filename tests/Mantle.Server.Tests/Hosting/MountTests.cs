using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Mantle.Core.Authorization;
using Mantle.Core.Telemetry;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Protocol;
using Mantle.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Mantle.Server.Tests.Hosting;

/// <summary>Mantle in another ASP.NET Core application (docs/hosting.md).</summary>
public sealed class MountTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    MantleOptions Options => In("data");

    MantleOptions In(string name) => new() { DataFolder = Path.Combine(folder.Path, name) };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Other_endpoints_win_and_mantle_takes_the_rest()
    {
        await using var host = await MountedHost.StartAsync(Options);
        Assert.Equal((200, "from the application"), await host.GetAsync("/hello"));
        var user = await host.Client.NewUserAsync("ana");
        Assert.EndsWith(":user/ana", (await user.Sts("GetCallerIdentity")).Text("Arn"));
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        var bucket = await host.S3.NewBucketAsync();
        foreach (var key in new[] { "hello", "a//b", "/", "a%20b/%2F/", "x/../y", "healthz" })
        {
            (await host.S3.PutAsync($"/{bucket}/{key}", key)).Expect(200);
            Assert.Equal(key, (await host.S3.GetAsync($"/{bucket}/{key}")).Expect(200).Text);
        }
    }

    [Fact]
    public async Task Probes_are_answered_and_the_hosts_own_win()
    {
        await using var host = await MountedHost.StartAsync(
            Options,
            map: endpoints =>
            {
                endpoints.MapGet("/readyz", () => "the host's");
                endpoints.MapMantle();
            }
        );
        Assert.Equal((200, ""), await host.GetAsync("/healthz"));
        Assert.Equal((200, "the host's"), await host.GetAsync("/readyz"));
    }

    [Fact]
    public async Task A_limit_of_the_host_for_bodies_does_not_bound_uploads()
    {
        await using var host = await MountedHost.StartAsync(
            Options,
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1_000)
        );
        var bucket = await host.S3.NewBucketAsync();
        var data = RandomNumberGenerator.GetBytes(100_000);
        (await host.S3.SendAsync("PUT", $"/{bucket}/large", data)).Expect(200);
        Assert.Equal(data, (await host.S3.GetAsync($"/{bucket}/large")).Expect(200).Body);
    }

    [Fact]
    public async Task An_answer_before_a_body_that_waits_to_be_asked_for_closes_the_connection()
    {
        await using var host = await MountedHost.StartAsync(Options);
        using var connection = await RawConnection.OpenAsync(host.Endpoint);
        await connection.SendAsync(
            "PUT /no-such-bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"
        );
        var head = await connection.ReadUntilAsync("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", head);
        Assert.Contains("Connection: close", head);
    }

    [Fact]
    public async Task A_host_name_of_its_own_keeps_it_from_the_rest_of_the_application()
    {
        await using var host = await MountedHost.StartAsync(
            Options,
            map: endpoints => endpoints.MapMantle().RequireHost("aws.localhost", "127.0.0.1")
        );
        Assert.Equal(404, (await host.GetAsync("/healthz", "application.localhost")).Status);
        Assert.Equal(200, (await host.GetAsync("/healthz", "127.0.0.1")).Status);
        await host.Client.Sts("GetCallerIdentity");
    }

    [Fact]
    public async Task On_loopback_a_foreign_host_gets_nothing_unsigned()
    {
        await using var host = await MountedHost.StartAsync(Options);
        Assert.Equal(403, (await host.GetAsync("/bucket/key", "evil.example")).Status);
        Assert.Equal(404, (await host.GetAsync("/bucket/key", "localhost")).Status);
    }

    [Fact]
    public async Task The_folder_is_the_hosts_from_start_to_stop()
    {
        string user;
        await using (var host = await MountedHost.StartAsync(Options))
        {
            user = (await host.Client.Iam("CreateUser", ("UserName", "ana"))).Text("UserId");
            var error = await Assert.ThrowsAsync<ServerStartException>(() => MountedHost.StartAsync(Options));
            Assert.Contains("Another server is using the data folder", error.Message);
        }
        await using var again = await MountedHost.StartAsync(Options);
        Assert.Equal(user, (await again.Client.Iam("GetUser", ("UserName", "ana"))).Text("UserId"));
    }

    [Fact]
    public async Task Two_hosts_of_one_process_keep_two_folders()
    {
        await using var one = await MountedHost.StartAsync(In("one"));
        await using var other = await MountedHost.StartAsync(In("other"));
        Assert.NotEqual(one.Client.AccountId, other.Client.AccountId);
        await one.Client.Iam("CreateUser", ("UserName", "ana"));
        await other.Client.RefusedAsync("NoSuchEntity", null, "iam", "GetUser", ("UserName", "ana"));
        var stranger = new TestClient(other.Endpoint, TimeProvider.System, one.Client.AccountId, one.Client.Credentials);
        await stranger.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
    }

    [Fact]
    public async Task Its_meter_is_of_the_hosts_factory()
    {
        await using var application = MountedHost.Build(Options);
        await application.StartAsync();
        var telemetry = application.Services.GetRequiredService<MantleHost>().Installation.Parts.Get<InstallationTelemetry>();
        Assert.Same(application.Services.GetRequiredService<IMeterFactory>(), telemetry.Meter.Scope);
        await application.StopAsync();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named_when_the_host_starts()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "");
        var options = In(Path.Combine("file", "data"));
        await using var application = MountedHost.Build(options);
        var error = await Assert.ThrowsAsync<ServerStartException>(() => application.StartAsync());
        Assert.Contains(options.DataFolder, error.Message);
    }

    [Fact]
    public async Task Authorization_is_enforced_wherever_others_reach_the_host()
    {
        var options = Options with { Enforcement = Enforcement.Log };
        await using (var application = MountedHost.Build(options, builder => ListenAt(builder, "http://0.0.0.0:80")))
        {
            var error = await Assert.ThrowsAsync<ServerStartException>(() => application.StartAsync());
            Assert.Contains("loopback", error.Message);
        }
        await using var local = await MountedHost.StartAsync(options);
    }

    [Fact]
    public async Task A_host_that_tells_no_address_needs_its_url()
    {
        await using (var application = MountedHost.Build(Options, builder => ListenAt(builder)))
        {
            var error = await Assert.ThrowsAsync<ServerStartException>(() => application.StartAsync());
            Assert.Contains("PublicUrl", error.Message);
        }
        await using var named = MountedHost.Build(Options with { PublicUrl = "https://iam.example" }, builder => ListenAt(builder));
        await named.StartAsync();
        Assert.Equal("https://iam.example", (await MantleServer.ReadRootCredentialsAsync(Options.DataFolder)).Endpoint);
        await named.StopAsync();
    }

    [Fact]
    public async Task Mounting_twice_or_without_an_installation_is_a_mistake()
    {
        Assert.Throws<InvalidOperationException>(() => MountedHost.Build(Options, builder => builder.Services.AddMantle(In("other"))));
        await using var application = WebApplication.CreateSlimBuilder().Build();
        Assert.Throws<InvalidOperationException>(() => application.MapMantle());
    }

    static void ListenAt(WebApplicationBuilder builder, params string[] addresses) =>
        builder.Services.AddSingleton<IServer>(new SilentServer(addresses));
}
