using Mantle.Core.Storage;

namespace Mantle.Server.Exports;

/// <summary>
/// A file of JSON lines for programs that ship logs. When it is full, it becomes <c>FILE.1</c>, the one before <c>FILE.2</c>, and so on.
/// Only its owner can read it. It always ends with a whole line after a restart.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="largest">Size in bytes from which another one is begun.</param>
/// <param name="kept">How many full files are kept.</param>
sealed class FileTarget(string path, long largest, int kept) : IExportTarget
{
    /// <summary>How many bytes are looked at together for the last line's end.</summary>
    const int Step = 64 << 10;

    bool isWhole;

    public string Name => "file";

    /// <summary>Sees that the file can be written.</summary>
    /// <exception cref="StoreException">It cannot.</exception>
    public void Check()
    {
        try
        {
            using var file = Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StoreException($"Events cannot be exported to {path}: {error.Message}");
        }
    }

    public async Task DeliverAsync(long upTo, ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > 0 } full && full.Length + lines.Length > largest)
                Rotate();
            await AppendAsync(lines);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExportException(error.Message, error);
        }
    }

    async Task AppendAsync(ReadOnlyMemory<byte> lines)
    {
        await using var file = Open();
        if (!isWhole)
            file.SetLength(await WholeLinesAsync(file));
        isWhole = true;
        var before = file.Seek(0, SeekOrigin.End);
        try
        {
            // Not cancelled: the end of the server must not leave a part of a line.
            await file.WriteAsync(lines, CancellationToken.None);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            isWhole = false;
            file.SetLength(before);
            throw;
        }
    }

    FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>The length of the file's whole lines: a machine that lost its power may have written a part of one.</summary>
    static async Task<long> WholeLinesAsync(FileStream file)
    {
        var buffer = new byte[Step];
        for (var end = file.Length; end > 0; )
        {
            var start = Math.Max(0, end - Step);
            var part = buffer.AsMemory(0, (int)(end - start));
            file.Seek(start, SeekOrigin.Begin);
            await file.ReadExactlyAsync(part);
            var last = part.Span.LastIndexOf((byte)'\n');
            if (last >= 0)
                return start + last + 1;
            end = start;
        }
        return 0;
    }

    void Rotate()
    {
        for (var number = kept; number > 1; number--)
            if (File.Exists(Numbered(number - 1)))
                File.Move(Numbered(number - 1), Numbered(number), overwrite: true);
        File.Move(path, Numbered(1), overwrite: true);
    }

    string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");

    public void Dispose() { }
}
