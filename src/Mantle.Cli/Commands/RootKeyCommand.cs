using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

static class RootKeyCommand
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var command = new Command("new", "Makes an access key for it, while no server runs; the way back in when the last one was deleted.")
        {
            data,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                try
                {
                    await MantleServer.MakeRootKeyAsync(parsed.GetValue(data)!);
                }
                catch (ServerStartException error)
                {
                    throw new CommandException(error.Message);
                }
                Console.Out.WriteLine(
                    "The management account's root user has a new access key; 'mantle credentials' prints one that is active."
                );
                return ExitCode.Success;
            }
        );
        return new("root-key", "The access keys of the management account's root user.") { command };
    }
}
