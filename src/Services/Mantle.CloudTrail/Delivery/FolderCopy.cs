namespace Mantle.CloudTrail.Delivery;

/// <summary>Copies of delivered files in a folder, which is laid out as the buckets are.</summary>
static class FolderCopy
{
    /// <summary>Writes a file, and each value of its metadata to a file beside it: <c>….json.gz.signature</c>.</summary>
    public static async Task WriteAsync(
        string folder,
        string name,
        byte[] content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellation
    )
    {
        var path = PathOf(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
            await File.WriteAllTextAsync($"{path}.{key}", value, cancellation);
        // The file appears whole: a reader must not see a part of it.
        var incoming = path + ".incoming";
        await File.WriteAllBytesAsync(incoming, content, cancellation);
        File.Move(incoming, path, overwrite: true);
    }

    /// <summary>The path of a file. A trail's prefix can be any text, and must not lead out of the folder.</summary>
    internal static string PathOf(string folder, string name) =>
        Path.Combine(folder, string.Join(Path.DirectorySeparatorChar, name.Split('/').Select(Segment)));

    static string Segment(string text) =>
        text is "" or "." or ".." ? $"%{text}" : string.Concat(text.Select(c => char.IsControl(c) || c is '\\' or ':' ? '_' : c));
}
