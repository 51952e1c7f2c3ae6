using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.House;

/// <summary>A file that people write: C#, Markdown, JavaScript, Python or a script of the shell.</summary>
/// <param name="Path">Its path from the root of the repository.</param>
/// <param name="Lines">Its lines, without the ends of lines.</param>
sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>Folders with built, installed or temporary files, which are not sources.</summary>
    static readonly string[] NotSources = ["bin", "obj", "node_modules", "artifacts", "mantle-data", "TestResults", ".git", ".vs", ".idea"];

    static readonly string[] Extensions = [".cs", ".md", ".sh", ".js", ".mjs", ".cjs", ".py"];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>All of them. A file without an extension counts where its first line names an interpreter.</summary>
    public static IEnumerable<SourceFile> All() =>
        Below(new DirectoryInfo(Repository.Root))
            .Where(file => Extensions.Contains(file.Extension) || (file.Extension.Length == 0 && IsScript(file)))
            .Select(file => new SourceFile(
                System.IO.Path.GetRelativePath(Repository.Root, file.FullName),
                File.ReadAllLines(file.FullName)
            ));

    /// <summary>
    /// The lines that are too long, by file and number. In Markdown, tables and code blocks do not count: their lines cannot be broken.
    /// </summary>
    public IEnumerable<string> LongLines(int most)
    {
        var isCode = false;
        for (var i = 0; i < Lines.Length; i++)
        {
            var line = Lines[i];
            var isFence = IsMarkdown && line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            var isTable = IsMarkdown && line.TrimStart().StartsWith('|');
            if (line.Length > most && !isCode && !isTable)
                yield return $"{Path}:{i + 1} has {line.Length} characters";
        }
    }

    static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder
            .EnumerateDirectories()
            .Where(inner => !NotSources.Contains(inner.Name) && inner.LinkTarget is null)
            .SelectMany(Below)
            .Concat(folder.EnumerateFiles());

    static bool IsScript(FileInfo file)
    {
        using var reader = file.OpenText();
        Span<char> start = stackalloc char[2];
        return reader.Read(start) == 2 && start is "#!";
    }
}
