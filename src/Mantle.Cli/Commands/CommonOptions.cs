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

    public static Option<string?> Endpoint()
    {
        var option = new Option<string?>("--endpoint")
        {
            Description = "Where the server listens; the data folder knows it otherwise.",
            HelpName = "URL",
        };
        return option.Checked(
            text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            $"a URL such as http://{ServerOptions.DefaultListen}"
        );
    }

    public static Option<string> Format(string initial, params string[] formats) =>
        new Option<string>("--format")
        {
            Description = $"How to print: {string.Join(", ", formats)}.",
            DefaultValueFactory = _ => initial,
        }.OneOf(formats);

    /// <summary>Lets an option have one of these values only.</summary>
    public static Option<string> OneOf(this Option<string> option, params string[] values)
    {
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !values.Contains(token.Value))
                result.AddError($"{option.Name} is {Listed(values, "or")}, not '{token.Value}'.");
        });
        return option;
    }

    /// <summary>Lets an option have only what is of this kind.</summary>
    public static Option<string?> Checked(this Option<string?> option, Func<string, bool> isRight, string kind)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !isRight(token.Value))
                result.AddError($"{option.Name} takes {kind}, not '{token.Value}'.");
        });
        return option;
    }

    public static string Listed(IEnumerable<string> values, string last = "or") =>
        values.ToArray() is [.. var first, var end] && first.Length > 0
            ? $"{string.Join(", ", first)} {last} {end}"
            : string.Concat(values);
}
