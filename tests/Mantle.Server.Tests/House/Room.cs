using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.House;

/// <summary>A folder of the sources, with the rooms whose types it uses.</summary>
/// <param name="Name">Its path below <c>src</c>; a project's own folder where its files lie in none.</param>
/// <param name="Uses">The rooms that it uses, each with a type and the file that uses it.</param>
sealed partial record Room(string Name, IReadOnlyDictionary<string, string> Uses)
{
    const int ProjectDepth = 1,
        RoomDepth = 2;

    /// <summary>The rooms below <c>src</c>: a project, and each folder directly in it.</summary>
    public static IReadOnlyList<Room> All()
    {
        var root = Path.Combine(Repository.Root, "src");
        var files = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Select(file => new Source(file, NameOf(file), Comments().Replace(File.ReadAllText(Path.Combine(root, file)), "")))
            .ToList();
        var homes = files
            .SelectMany(file => Declared().Matches(file.Text).Select(type => (Type: type.Groups["name"].Value, file)))
            .GroupBy(found => found.Type, found => found.file)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var references = Directory
            .EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(project => Path.GetFileNameWithoutExtension(project), project => ReferencesOf(project).ToHashSet());
        return [.. files.GroupBy(file => file.Room).Select(room => new Room(room.Key, UsesOf(room, homes, references)))];
    }

    static Dictionary<string, string> UsesOf(
        IGrouping<string, Source> room,
        Dictionary<string, List<Source>> homes,
        Dictionary<string, HashSet<string>> references
    )
    {
        var uses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in room)
        foreach (var word in Word().Matches(file.Text).Select(match => match.Value).Distinct())
            // Where several namespaces have the name, the file's own usings decide.
            if (homes.TryGetValue(word, out var candidates))
                foreach (
                    var home in candidates.Where(home =>
                        home.Room != room.Key && file.Sees(home) && references[ProjectOf(room.Key)].Contains(ProjectOf(home.Room))
                    )
                )
                    if (candidates.Count == 1 || !candidates.Any(other => other.Room == room.Key))
                        uses.TryAdd(home.Room, $"{word} in {file.Path}");
        return uses;
    }

    /// <summary>The project itself, and all projects that it refers to, directly or not.</summary>
    static IEnumerable<string> ReferencesOf(string project)
    {
        var text = File.ReadAllText(project);
        if (project.Contains($"{Path.DirectorySeparatorChar}Services{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            text += "<ProjectReference Include=\"../../Mantle.Http/Mantle.Http.csproj\"";
        return Referred()
            .Matches(text)
            .Select(match => Path.GetFullPath(match.Groups["path"].Value, Path.GetDirectoryName(project)!))
            .Where(File.Exists)
            .SelectMany(ReferencesOf)
            .Prepend(Path.GetFileNameWithoutExtension(project));
    }

    static string ProjectOf(string room) => room.Split('/') is ["Services", var service, ..] ? service : room.Split('/')[0];

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"*]+)\"")]
    private static partial Regex Referred();

    static string NameOf(string file)
    {
        var parts = file.Split(Path.DirectorySeparatorChar)[..^1];
        var services = parts[0] == "Services" ? 1 : 0;
        return string.Join('/', parts.Take(services + (parts.Length > services + ProjectDepth ? RoomDepth : ProjectDepth)));
    }

    [GeneratedRegex(
        @"^(?:public |internal |sealed |static |abstract |readonly |partial |unsafe )*(?:class|record "
            + @"struct|record|struct|enum|interface) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declared();

    /// <summary>A name that may be a type's: it is not a member access, and no value or type is assigned to it.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*\b(?!\s*(?:=[^=>]|:[^:]))")]
    private static partial Regex Word();

    [GeneratedRegex("//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"")]
    private static partial Regex Comments();

    sealed partial record Source(string Path, string Room, string Text)
    {
        string Namespace { get; } = NamespaceOf().Match(Text).Groups["name"].Value;

        HashSet<string> Usings { get; } = [.. UsingOf().Matches(Text).Select(match => match.Groups["name"].Value)];

        /// <summary>Whether a name that another file declares can mean that type here.</summary>
        public bool Sees(Source other) =>
            Usings.Contains(other.Namespace)
            || Namespace == other.Namespace
            || Namespace.StartsWith(other.Namespace + ".", StringComparison.Ordinal)
            || (other.Namespace == "Mantle.Core.Entities" && Room != "Mantle.Generators")
            || (other.Namespace == "Mantle.Core.Operations" && Room.StartsWith("Services/", StringComparison.Ordinal));

        [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
        private static partial Regex NamespaceOf();

        [GeneratedRegex(@"^using (?:\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline)]
        private static partial Regex UsingOf();
    }
}
