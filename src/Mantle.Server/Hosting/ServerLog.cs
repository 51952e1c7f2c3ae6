using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Hosting;

/// <summary>
/// Writes log entries to standard error, each starting on a new line. A few entries of each kind are written per minute and the rest are
/// counted, so that clients cannot fill a disk by causing entries.
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
        // Further lines are indented, so text from a request cannot look like a new entry.
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

    /// <summary>How many entries of one kind were written and omitted in the current minute.</summary>
    sealed class Kind
    {
        readonly Lock turn = new();
        DateTimeOffset since;
        int written,
            left;

        /// <summary>The number of entries omitted before this one; null if this one is omitted too.</summary>
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
