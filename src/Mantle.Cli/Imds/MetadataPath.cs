using System.Text.RegularExpressions;

namespace Mantle.Cli.Imds;

/// <summary>Paths of the metadata service begin with a version: <c>latest</c>, <c>1.0</c>, or a date.</summary>
static partial class MetadataPath
{
    /// <summary>The path below the version; null if there is no such version.</summary>
    public static string? BelowVersion(string path)
    {
        var slash = path.IndexOf('/', 1);
        var version = slash < 0 ? path[1..] : path[1..slash];
        return version == "latest" || Version().IsMatch(version) ? (slash < 0 ? "" : path[(slash + 1)..]) : null;
    }

    [GeneratedRegex(@"^(1\.0|20\d\d-\d\d-\d\d)$")]
    private static partial Regex Version();
}
