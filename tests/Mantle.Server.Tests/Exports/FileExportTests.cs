using System.Text.Json;
using Mantle.Core.Storage;
using Mantle.Server.Exports;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Exports;

/// <summary>Every recorded call is a line of the file, once as long as nothing breaks, and whatever happened before.</summary>
public sealed class FileExportTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    readonly ExportingServer server;

    public FileExportTests() => server = new ExportingServer(new ExportOptions { File = Path.Combine(folder.Path, "events.jsonl") });

    string File => server.Export.File!;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task All_accounts_calls_are_exported_in_order_and_go_on_after_a_restart()
    {
        var (one, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        await one.Iam("CreateUser", ("UserName", "ann"));
        await other.Iam("CreateUser", ("UserName", "bob"));
        await one.RefusedAsync("NoSuchEntity", null, "iam", "GetUser", ("UserName", "nobody"));
        await ReadUntilAsync(lines => lines.Any(line => line.Contains("nobody", StringComparison.Ordinal)));
        await server.RestartAsync();
        await server.Management.With(one.AccountId, one.Credentials).Iam("CreateUser", ("UserName", "cid"));
        var lines = await ReadUntilAsync(lines => lines.Any(line => line.Contains("\"cid\"", StringComparison.Ordinal)));

        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(events.Count, events.Select(each => each.GetProperty("eventID").GetString()).Distinct().Count());
        Assert.Equal(
            [(one.AccountId, "CreateUser", "ann"), (one.AccountId, "GetUser", "nobody"), (one.AccountId, "CreateUser", "cid")],
            events
                .Where(each => each.GetProperty("recipientAccountId").GetString() == one.AccountId)
                .Select(each =>
                    (
                        each.GetProperty("recipientAccountId").GetString()!,
                        each.GetProperty("eventName").GetString()!,
                        each.GetProperty("requestParameters").GetProperty("userName").GetString()!
                    )
                )
        );
        Assert.Contains(events, each => each.GetProperty("recipientAccountId").GetString() == other.AccountId);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_begun_anew()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "ann"));
        await ReadUntilAsync(lines => lines.Any(line => line.Contains("\"ann\"", StringComparison.Ordinal)));
        System.IO.File.Move(File, File + ".moved");
        await root.Iam("CreateUser", ("UserName", "bob"));
        var lines = await ReadUntilAsync(lines => lines.Any(line => line.Contains("\"bob\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("\"ann\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Full_files_get_numbers_and_only_so_many_are_kept()
    {
        using var target = new FileTarget(Path.Combine(folder.Path, "small"), largest: 10, kept: 2);
        foreach (var line in new[] { "first\n", "second\n", "third\n", "4\n", "fifth-of-them\n" })
            await target.DeliverAsync(1, System.Text.Encoding.UTF8.GetBytes(line), default);
        Assert.Equal(
            [("small", "fifth-of-them\n"), ("small.1", "third\n4\n"), ("small.2", "second\n")],
            Directory
                .GetFiles(folder.Path, "small*")
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), System.IO.File.ReadAllText(file)))
        );
    }

    [Theory]
    [InlineData("whole\npart", "whole\nnew\n")]
    [InlineData("part", "new\n")]
    [InlineData("whole\n", "whole\nnew\n")]
    [InlineData("", "new\n")]
    public async Task A_part_of_a_line_that_a_crash_left_is_taken_away(string before, string after)
    {
        var path = Path.Combine(folder.Path, "torn");
        await System.IO.File.WriteAllTextAsync(path, before);
        using var target = new FileTarget(path, largest: 1_000_000, kept: 2);
        await target.DeliverAsync(1, "new\n"u8.ToArray(), default);
        Assert.Equal(after, await System.IO.File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_part_of_a_line_may_be_long()
    {
        var path = Path.Combine(folder.Path, "torn");
        await System.IO.File.WriteAllTextAsync(path, "whole\n" + new string('x', 200_000));
        using var target = new FileTarget(path, largest: 1_000_000, kept: 2);
        await target.DeliverAsync(1, "new\n"u8.ToArray(), default);
        Assert.Equal("whole\nnew\n", await System.IO.File.ReadAllTextAsync(path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_said_at_the_start()
    {
        using var target = new FileTarget(Path.Combine(folder.Path, "none", "events"), largest: 1_000_000, kept: 2);
        Assert.StartsWith("Events cannot be exported to ", Assert.Throws<StoreException>(target.Check).Message, StringComparison.Ordinal);
    }

    async Task<IReadOnlyList<string>> ReadUntilAsync(Func<IReadOnlyList<string>, bool> isThere)
    {
        for (var tries = 0; ; tries++)
        {
            IReadOnlyList<string> lines = System.IO.File.Exists(File) ? await System.IO.File.ReadAllLinesAsync(File) : [];
            if (isThere(lines))
                return lines;
            Assert.True(tries < 600, "The events were not exported within a minute.");
            await Task.Delay(100);
        }
    }
}

/// <summary>A server that exports its events.</summary>
sealed class ExportingServer(ExportOptions export) : TestServer
{
    public ExportOptions Export => export;

    internal override ServerOptions Configure(ServerOptions options) => options with { Export = export };
}
