namespace Mantle.Cli.Commands;

/// <summary>How another program runs this one: the launcher, which outlives builds, or what runs now.</summary>
static class OwnProgram
{
    /// <summary>The program and its first arguments, each in quotes for a shell.</summary>
    public static string Command { get; } = string.Join(' ', Words().Select(Quoted));

    static string[] Words()
    {
        // The launcher publishes to artifacts/builds/NAME beside it.
        var launcher = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "mantle"));
        return File.Exists(launcher) ? [launcher] : [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "mantle.dll")];
    }

    public static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "/._:=@%+,-".Contains(c))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
