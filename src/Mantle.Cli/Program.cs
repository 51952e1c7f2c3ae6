using System.CommandLine;
using Mantle.Cli.Commands;

var root = new RootCommand("Mantle: AWS IAM and STS that you run yourself.")
{
    ServeCommand.Create(),
    CredentialsCommand.Create(),
    AccountCommand.Create(),
    EventsCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"mantle: {parsed.Errors[0].Message} See 'mantle {parsed.CommandResult.Command.Name} --help'.".Replace(" mantle --help", " --help", StringComparison.Ordinal));
    return ExitCode.Usage;
}
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandException error)
{
    Console.Error.WriteLine($"mantle: {error.Message}");
    return error.Code;
}
