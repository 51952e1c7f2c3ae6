namespace Mantle.Server.Exports;

/// <summary>Where exported events go.</summary>
interface IExportTarget : IDisposable
{
    /// <summary>Its name in the log, and in the name of its position.</summary>
    string Name { get; }

    /// <summary>Delivers events. When it returns, they are kept there.</summary>
    /// <param name="upTo">The position of the last one. What is delivered again has the same.</param>
    /// <param name="lines">CloudTrail records, one line of JSON each (UTF-8), with the lines' ends.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ExportException">They are not kept, or that is not known.</exception>
    Task DeliverAsync(long upTo, ReadOnlyMemory<byte> lines, CancellationToken cancellation);
}
