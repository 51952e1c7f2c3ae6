using System.Collections.Concurrent;
using System.Text;
using Mantle.Server.Exports;
using Mantle.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Tests.Exports;

/// <summary>A webhook gets every recorded call at least once and in order, also what it refused at first.</summary>
public sealed class WebhookExportTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    readonly ConcurrentQueue<(string Position, string Token, string Type, string Body)> kept = new();
    readonly ConcurrentQueue<(int Status, string Position)> answers = new();
    WebApplication receiver = null!;
    ExportingServer server = null!;
    volatile int status = 200;

    string TokenFile => Path.Combine(folder.Path, "token");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        receiver = builder.Build();
        receiver.MapPost("/events", ReceiveAsync);
        await receiver.StartAsync();
        await File.WriteAllTextAsync(TokenFile, "a-token\n");
        server = new ExportingServer(
            new ExportOptions { Webhook = new Uri(receiver.Urls.First() + "/events"), WebhookTokenFile = TokenFile }
        );
        await server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var position = http.Request.Headers[WebhookTarget.PositionHeader].ToString();
        http.Response.StatusCode = status;
        if (status == 302)
            http.Response.Headers.Location = "/elsewhere";
        answers.Enqueue((status, position));
        if (status == 200)
            kept.Enqueue((position, http.Request.Headers.Authorization.ToString(), http.Request.ContentType ?? "", body));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(404)]
    public async Task What_was_refused_comes_again_and_nothing_is_missing(int refusal)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "first"));
        await UntilAsync(() => Bodies().Contains("\"first\"", StringComparison.Ordinal));
        status = refusal;
        await root.Iam("CreateUser", ("UserName", "second"));
        await UntilAsync(() => answers.Any(answer => answer.Status == refusal));
        await File.WriteAllTextAsync(TokenFile, "another-token");
        await root.Iam("CreateUser", ("UserName", "third"));
        status = 200;
        await UntilAsync(() => Bodies().Contains("\"third\"", StringComparison.Ordinal));

        var names = Bodies()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains("CreateUser", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(3, names.Count);
        Assert.Contains("\"second\"", names[1], StringComparison.Ordinal);
        Assert.All(kept, each => Assert.Equal("application/x-ndjson", each.Type));
        Assert.Equal(("Bearer a-token", "Bearer another-token"), (kept.First().Token, kept.Last().Token));
        var positions = kept.Select(each => long.Parse(each.Position, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(positions.Order(), positions);
    }

    [Fact]
    public async Task No_call_waits_for_a_receiver_that_is_away_and_it_gets_everything_when_it_is_back()
    {
        var root = await server.NewAccountAsync();
        var port = new Uri(receiver.Urls.First()).Port;
        await receiver.StopAsync();
        await receiver.DisposeAsync();
        for (var i = 0; i < 20; i++)
            await root.Iam("CreateUser", ("UserName", $"user-{i}"));
        await server.RestartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        receiver = builder.Build();
        receiver.MapPost("/events", ReceiveAsync);
        await receiver.StartAsync();
        await UntilAsync(() => Bodies().Contains("\"user-19\"", StringComparison.Ordinal));
        for (var i = 0; i < 20; i++)
            Assert.Contains($"\"user-{i}\"", Bodies(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("línea")]
    public async Task A_token_that_no_header_can_have_is_said_and_nothing_is_sent(string token)
    {
        await File.WriteAllTextAsync(TokenFile, token);
        using var target = new WebhookTarget(new Uri(receiver.Urls.First() + "/events"), TokenFile);
        var error = await Assert.ThrowsAsync<ExportException>(() => target.DeliverAsync(-1, "{}\n"u8.ToArray(), default));
        Assert.Contains("no token that a header can have", error.Message);
        Assert.DoesNotContain(answers, answer => answer.Position == "-1");
    }

    string Bodies() => string.Concat(kept.Select(each => each.Body));

    static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var tries = 0; !isTrue(); tries++)
        {
            Assert.True(tries < 900, "It was not so within a minute and a half.");
            await Task.Delay(100);
        }
    }
}
