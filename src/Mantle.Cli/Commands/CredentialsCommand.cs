using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

static class CredentialsCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var format = CommonOptions.Format("env", "json", "env", "profile");
        var command = new Command("credentials", "Prints the management account's root credentials.") { data, format };
        command.SetAction(
            async (parsed, _) =>
            {
                var shape = parsed.GetValue(format)!;
                try
                {
                    CredentialsFormat.Print(await ReadAsync(parsed.GetValue(data)!), shape);
                }
                catch (CommandException) when (shape == "env" && Console.IsOutputRedirected)
                {
                    CredentialsFormat.PrintNone();
                    throw;
                }
                return ExitCode.Success;
            }
        );
        return command;
    }

    public static async Task<RootCredentials> ReadAsync(string data)
    {
        try
        {
            return await MantleServer.ReadRootCredentialsAsync(data);
        }
        catch (ServerStartException error)
        {
            throw new CommandException(error.Message);
        }
    }
}
