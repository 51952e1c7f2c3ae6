using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// Writes log entries to standard error, each beginning on a line of its own. Of one kind of entry a few a minute are written and the
/// others counted, so that whoever can cause an entry cannot fill a disk.
/// </summary>
sealed class ServerLog(TextWriter output, TimeProvider time) : ILoggerProvider
{
    public const int EntriesPerMinute = 10;

    const int LongestEntry = 8_000;

    readonly ConcurrentDictionary<(string Category, int Event), Kind> kinds = new();

    public ILogger CreateLogger(string categoryName) => new CategoryLog(this, categoryName);

    public void Dispose() { }

    void Write(string category, LogLevel level, EventId id, string message, Exception? error)
    {
        var now = time.GetUtcNow();
        if (kinds.GetOrAdd((category, id.Id), _ => new Kind()).Take(now) is not { } left)
            return;
        var entry = new StringBuilder();
        entry.Append(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {level} {category}: ");
        AppendLine(entry, message);
        if (left > 0)
            entry.Append(CultureInfo.InvariantCulture, $" ({left} more like it before were not written)");
        // What is indented belongs to the entry: no text of a request can begin one.
        foreach (var line in error?.ToString().Split('\n') ?? [])
        {
            entry.Append("\n    ");
            AppendLine(entry, line);
        }
        if (entry.Length > LongestEntry)
            entry.Length = LongestEntry;
        lock (output)
            output.WriteLine(entry.ToString());
    }

    static void AppendLine(StringBuilder entry, string text)
    {
        foreach (var character in text)
            entry.Append(char.IsControl(character) ? ' ' : character);
    }

    /// <summary>How many entries of one kind were written, and left out, since its minute began.</summary>
    sealed class Kind
    {
        readonly Lock turn = new();
        DateTimeOffset since;
        int written,
            left;

        /// <summary>Whether one more is written, and how many were left out before it; null where it is not.</summary>
        public int? Take(DateTimeOffset now)
        {
            lock (turn)
            {
                if (now - since >= TimeSpan.FromMinutes(1) || now < since)
                    (since, written) = (now, 0);
                if (written == EntriesPerMinute)
                {
                    left++;
                    return null;
                }
                written++;
                var before = left;
                left = 0;
                return before;
            }
        }
    }

    sealed class CategoryLog(ServerLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log.Write(category, logLevel, eventId, formatter(state, exception), exception);
    }
}
