using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Tests.Hosting;

/// <summary>Log entries that a client can cause have a bounded rate, and cannot imitate another entry.</summary>
public sealed class ServerLogTests : IDisposable
{
    readonly StringWriter output = new();
    readonly TestClock clock = new();

    [Fact]
    public void Of_one_kind_a_few_a_minute_are_written_and_the_others_counted()
    {
        using var log = new ServerLog(output, clock);
        var logger = log.CreateLogger("Tests");
        for (var i = 0; i < ServerLog.EntriesPerMinute + 15; i++)
            logger.Log(LogLevel.Warning, new EventId(1), i, null, (n, _) => $"refused {n}");
        logger.Log(LogLevel.Error, new EventId(2), 0, null, (_, _) => "another kind");
        Assert.Equal(ServerLog.EntriesPerMinute + 1, Lines().Count);
        Assert.EndsWith("another kind", Lines()[^1]);

        clock.Advance(TimeSpan.FromMinutes(1));
        logger.Log(LogLevel.Warning, new EventId(1), 0, null, (_, _) => "refused again");
        Assert.EndsWith("refused again (15 more like it before were not written)", Lines()[^1]);
    }

    [Fact]
    public void No_text_begins_an_entry_of_its_own()
    {
        using var log = new ServerLog(output, clock);
        var text = "a\r\n2026-01-01T00:00:00.000Z Error forged\u001B[31m";
        log.CreateLogger("Tests").Log(LogLevel.Error, default, 0, new InvalidOperationException(text), (_, _) => text);
        var lines = Lines();
        Assert.DoesNotContain(lines.Skip(1), line => !line.StartsWith("    ", StringComparison.Ordinal));
        Assert.DoesNotContain(output.ToString(), character => char.IsControl(character) && character is not '\n');
        Assert.Contains("Error Tests: a  2026-01-01", lines[0]);
    }

    [Fact]
    public void An_entry_has_an_end()
    {
        using var log = new ServerLog(output, clock);
        log.CreateLogger("Tests").Log(LogLevel.Error, default, 0, null, (_, _) => new string('x', 1 << 20));
        Assert.InRange(output.ToString().Length, 1_000, 10_000);
    }

    public void Dispose() => output.Dispose();

    List<string> Lines() => [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
