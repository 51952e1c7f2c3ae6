using System.CommandLine;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

/// <summary>Options that several commands take.</summary>
static class CommonOptions
{
    public static Option<string> Data() =>
        new("--data")
        {
            Description = "The data folder.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ServerOptions.DefaultDataFolder,
        };

    public static Option<string?> Endpoint() =>
        new("--endpoint") { Description = "Where the server listens; the data folder knows it otherwise.", HelpName = "URL" };

    public static Option<string> Format(string initial, params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"How to print: {string.Join(", ", formats)}.",
            DefaultValueFactory = _ => initial,
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
