namespace Mantle.Cli.Client;

/// <summary>
/// A file of AWS's configuration: sections in brackets with settings. Nested settings are left out
/// (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html"/>).
/// </summary>
static class ProfileFile
{
    /// <summary>The settings of a section; null if the file or the section is not there.</summary>
    public static Dictionary<string, string>? Section(string file, params ReadOnlySpan<string> names)
    {
        if (!File.Exists(file))
            return null;
        Dictionary<string, string>? found = null;
        var isHere = false;
        foreach (var line in File.ReadLines(file))
        {
            if (line.Length == 0 || line[0] is '#' or ';' or ' ' or '\t')
                continue;
            if (line[0] == '[')
            {
                isHere = line.IndexOf(']', StringComparison.Ordinal) is var end and > 0 && names.Contains(line[1..end].Trim());
                if (isHere)
                    found ??= new(StringComparer.Ordinal);
            }
            else if (isHere && line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                found![line[..equals].Trim()] = line[(equals + 1)..].Trim();
        }
        return found;
    }

    /// <summary>Writes a section in place of the one of the same name, if there is one. The rest of the file stays as it is.</summary>
    public static void Write(string file, string name, IEnumerable<(string Key, string Value)> settings)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file).ToList() : [];
        var start = lines.FindIndex(line => line.StartsWith('[') && line.TrimEnd() == $"[{name}]");
        if (start >= 0)
        {
            var end = lines.FindIndex(start + 1, line => line.StartsWith('['));
            lines.RemoveRange(start, (end < 0 ? lines.Count : end) - start);
        }
        if (lines.Count > 0 && lines[^1].Length > 0)
            lines.Add("");
        lines.Add($"[{name}]");
        lines.AddRange(settings.Select(setting => $"{setting.Key} = {setting.Value}"));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        // A reader sees the old file or the new one, never half of it.
        var next = file + ".new";
        File.WriteAllLines(next, lines);
        if (File.Exists(file) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(next, File.GetUnixFileMode(file));
        File.Move(next, file, overwrite: true);
    }
}
