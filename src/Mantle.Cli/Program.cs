using System.CommandLine;
using Mantle.Cli.Commands;

var root = new RootCommand("Mantle: AWS IAM and STS that you run yourself.")
{
    ServeCommand.Create(),
    CredentialsCommand.Create(),
    AccountCommand.Create(),
    EventsCommand.Create(),
    SessionKeyCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    var command = parsed.CommandResult.Command == root ? "mantle" : $"mantle {parsed.CommandResult.Command.Name}";
    // The parser's messages may have several lines.
    var message = string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    Console.Error.WriteLine($"mantle: {message} See '{command} --help'.");
    return ExitCode.Usage;
}
try
{
    // On a signal the host ends after the last call was answered. The default would stop it after two seconds.
    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
    );
}
catch (CommandException error)
{
    Console.Error.WriteLine($"mantle: {error.Message}");
    return error.Code;
}
