using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Exports;

/// <summary>The exports of an installation.</summary>
sealed class TrailExports : IAsyncDisposable
{
    readonly List<TrailExport> exports = [];

    /// <exception cref="StoreException">The file cannot be written.</exception>
    public TrailExports(ExportOptions options, ITrail trail, IStore store, ILoggerFactory loggers)
    {
        if (options.File is { } path)
        {
            var file = new FileTarget(path, options.FileSize, options.FileCount);
            file.Check();
            Add(file);
        }
        if (options.Webhook is { } url)
            Add(new WebhookTarget(url, options.WebhookTokenFile));

        void Add(IExportTarget target) =>
            exports.Add(new TrailExport(target, trail, store, TimeProvider.System, loggers.CreateLogger<TrailExport>()));
    }

    public IEnumerable<Chore> Chores => exports.Select(export => export.Chore);

    public ValueTask DisposeAsync()
    {
        exports.ForEach(export => export.Dispose());
        return ValueTask.CompletedTask;
    }
}
