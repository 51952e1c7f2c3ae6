using System.CommandLine;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>The options that say who calls, and where the server is.</summary>
sealed class CallerOptions
{
    readonly Option<string> data = CommonOptions.Data();
    readonly Option<string?> endpoint = CommonOptions.Endpoint();
    readonly Option<string?> profile = new("--profile")
    {
        Description = "A profile of the AWS configuration whose access key calls; the environment or the data folder otherwise.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(endpoint);
        command.Add(profile);
    }

    /// <summary>Where the server is, and its clock, for calls that nobody's access key signs.</summary>
    /// <exception cref="CommandException">Nothing says where.</exception>
    public Task<(string Endpoint, TimeProvider Clock, string Region)> FindServerAsync(ParseResult parsed) =>
        new CallerSettings(parsed.GetValue(data)!, parsed.GetValue(endpoint), null).FindServerAsync();

    /// <exception cref="CommandException">Nobody can call, or nowhere.</exception>
    public Task<CallerIdentity> FindAsync(ParseResult parsed) =>
        new CallerSettings(parsed.GetValue(data)!, parsed.GetValue(endpoint), parsed.GetValue(profile)).FindAsync();
}
