using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Commands;

var root = new RootCommand("Mantle: AWS IAM and STS that you run yourself.")
{
    ServeCommand.Create(),
    CredentialsCommand.Create(),
    AccountCommand.Create(),
    EventsCommand.Create(),
    ExplainCommand.Create(),
    SessionsCommand.Create(),
    SessionKeyCommand.Create(),
    RootKeyCommand.Create(),
    ExecCommand.Create(),
    CredentialProcessCommand.Create(),
    LoginCommand.Create(),
    AwsCommand.Create(),
    ShellCommand.Create(),
    ImdsCommand.Create(),
    ContainerCommand.Create(),
    PodIdentityCommand.Create(),
    TokenCommand.Create(),
    WorkloadCommand.Create(),
};
string[] said = args switch
{
    ["help", .. var command] => [.. command, "--help"],
    ["version"] => ["--version"],
    ["aws", ..] => AwsCommand.Separated(args),
    _ => args,
};
var parsed = root.Parse(said);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"mantle: {PrintedText.Of(UsageError.Describe(parsed))}");
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
    Console.Error.WriteLine($"mantle: {PrintedText.Of(error.Message)}");
    return error.Code;
}
