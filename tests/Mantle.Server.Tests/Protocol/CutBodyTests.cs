using System.Collections.Concurrent;
using System.Diagnostics;
using Mantle.Server.Tests.Hosting;
using Mantle.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Tests.Protocol;

/// <summary>Bodies that are too long, or end before they are whole: the client gets an answer, and the log no stack trace.</summary>
public sealed class CutBodyTests : IAsyncLifetime
{
    static readonly string Head = HeadOf("POST /", "application/x-www-form-urlencoded");

    static string HeadOf(string line, string type) => $"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n";

    readonly TemporaryFolder folder = new();
    readonly Entries entries = new();
    MountedHost host = null!;

    public async ValueTask InitializeAsync() =>
        host = await MountedHost.StartAsync(
            new() { DataFolder = folder.Path },
            builder => builder.Services.AddSingleton<ILoggerProvider>(entries)
        );

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Expect: 100-continue\r\n")]
    public async Task A_body_in_chunks_that_is_too_long_closes_the_connection(string header)
    {
        using (var connection = await RawConnection.OpenAsync(host.Endpoint))
        {
            await connection.SendAsync($"{Head}{header}Transfer-Encoding: chunked\r\n\r\n");
            for (var sent = 0; sent < 2 << 20; sent += 64 << 10)
                await connection.SendAsync($"10000\r\n{new string('a', 64 << 10)}\r\n");
            var answer = await connection.ReadUntilAsync("</ErrorResponse>");
            Assert.Contains("HTTP/1.1 413", answer);
            Assert.Contains("Connection: close", answer);
            Assert.Contains("RequestEntityTooLarge", answer);
            await connection.SendAsync("0\r\n\r\n");
            Assert.Equal("", await connection.ReadToEndAsync());
        }
        await NothingWentWrongAsync();
    }

    [Fact]
    public async Task A_client_that_sends_no_end_is_cut_off()
    {
        using var connection = await RawConnection.OpenAsync(host.Endpoint);
        await connection.SendAsync($"{Head}Transfer-Encoding: chunked\r\n\r\n");
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20); )
                await connection.SendAsync($"10000\r\n{new string('a', 64 << 10)}\r\n");
        });
        await NothingWentWrongAsync();
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\nAction=ListUsers")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n100\r\nAction=ListUsers")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n10\r\nAction=ListUsers\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("Expect: 100-continue\r\nContent-Length: 1000\r\n\r\nAction=ListUsers")]
    [InlineData("Content-Length: 1000\r\n\r\n--b\r\nContent-Disposition: form-data", "POST /bucket", "multipart/form-data; boundary=b")]
    [InlineData("Content-Length: 1000\r\n\r\n<Delete>", "POST /bucket?delete", "application/xml")]
    [InlineData("Content-Length: 1000\r\nX-Amz-Target: x\r\n\r\n{", "POST /", "application/x-amz-json-1.1")]
    public async Task A_body_that_ends_too_early_is_only_a_bad_request(
        string rest,
        string line = "POST /",
        string type = "application/x-www-form-urlencoded"
    )
    {
        var request = HeadOf(line, type) + rest;
        using (var connection = await RawConnection.OpenAsync(host.Endpoint))
        {
            await connection.SendAsync(request);
            await Task.Delay(100);
        }
        using (var connection = await RawConnection.OpenAsync(host.Endpoint))
        {
            await connection.SendAsync(request);
            connection.EndSending();
            await IgnoringResetsAsync(connection.ReadToEndAsync());
        }
        using (var connection = await RawConnection.OpenAsync(host.Endpoint))
        {
            await connection.SendAsync(request);
            await Task.Delay(100);
            connection.Reset();
        }
        await NothingWentWrongAsync();
    }

    /// <summary>Another call, after which the ones before are over, and no entry of the log has an exception.</summary>
    async Task NothingWentWrongAsync()
    {
        await host.Client.Sts("GetCallerIdentity");
        await Task.Delay(300);
        Assert.True(entries.Exceptions.IsEmpty, string.Join("\n", entries.Exceptions));
    }

    static async Task IgnoringResetsAsync(Task<string> read)
    {
        try
        {
            await read;
        }
        catch (IOException) { }
    }

    /// <summary>The exceptions in entries that the server's log would write.</summary>
    sealed class Entries : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Exceptions { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (exception is not null && IsEnabled(logLevel))
                Exceptions.Enqueue($"{formatter(state, exception)}: {exception}");
        }

        public void Dispose() { }
    }
}
