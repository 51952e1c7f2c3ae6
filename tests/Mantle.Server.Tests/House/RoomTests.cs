using System.Text.RegularExpressions;
using Mantle.Tests.Shared;
using Mantle.Wire.Model;

namespace Mantle.Server.Tests.House;

/// <summary>Rooms have a direction: what one needs never needs it back (docs/request-flow.md).</summary>
public partial class RoomTests
{
    /// <summary>Rooms that may need each other, with the reason.</summary>
    static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
        ["Services/Mantle.S3"] =
            "The service's own folder has the views and accesses that its rooms share, and they use what some rooms know.",
    };

    /// <summary>The services by the names that their models give them.</summary>
    static readonly string[] Services =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "Services"), "*.model", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Model")
            .Select(file => ServiceModel.Parse(File.ReadAllText(file)).Namespace)
            .Distinct(),
    ];

    [Fact]
    public void No_room_needs_one_that_needs_it()
    {
        var rooms = Room.All().ToDictionary(room => room.Name);
        var circles = new List<string>();
        foreach (var room in rooms.Values.Where(room => !Excused.Keys.Any(excused => Within(room.Name, excused))))
            if (PathBack(room, rooms) is { } path)
                circles.Add(string.Join(" -> ", path));
        Assert.True(circles.Count == 0, string.Join("\n", circles));
    }

    [Fact]
    public void Excuses_are_still_needed()
    {
        var rooms = Room.All().ToDictionary(room => room.Name);
        Assert.All(
            Excused.Keys,
            excused => Assert.Contains(rooms.Values, room => Within(room.Name, excused) && PathBack(room, rooms) is not null)
        );
    }

    [Fact]
    public void Neither_the_core_nor_the_protocols_nor_the_server_name_a_service()
    {
        var named = new[] { "Mantle.Core", "Mantle.Http", "Mantle.Server", "Mantle.Storage.Sqlite" }
            .SelectMany(project =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file =>
                ServiceNamespace()
                    .Matches(CommentText().Replace(File.ReadAllText(file), ""))
                    .Where(match => Services.Contains(match.Groups["service"].Value))
                    .Select(match => $"{Path.GetFileName(file)}: {match.Value}")
            );
        Assert.NotEmpty(Services);
        Assert.Empty(named);
    }

    [Fact]
    public void The_core_knows_no_http()
    {
        var core = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Mantle.Core"), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(
            core,
            file =>
                File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        );
    }

    static bool Within(string room, string project) => room == project || room.StartsWith(project + "/", StringComparison.Ordinal);

    /// <summary>The shortest way from a room back to it, with the types used on each step; null where there is none.</summary>
    static List<string>? PathBack(Room start, Dictionary<string, Room> rooms)
    {
        var queue = new Queue<(Room Room, List<string> Path)>([(start, [])]);
        var seen = new HashSet<string>();
        while (queue.TryDequeue(out var at))
            foreach (var (next, why) in at.Room.Uses)
            {
                List<string> path = [.. at.Path, $"{next} ({why})"];
                if (next == start.Name)
                    return path;
                if (seen.Add(next) && rooms.TryGetValue(next, out var room))
                    queue.Enqueue((room, path));
            }
        return null;
    }

    /// <summary>Comments, which may name a service as an example.</summary>
    [GeneratedRegex("//[^\\n]*")]
    private static partial Regex CommentText();

    [GeneratedRegex(@"\bMantle\.(?:Wire\.)?(?<service>\w+)\b")]
    private static partial Regex ServiceNamespace();
}
