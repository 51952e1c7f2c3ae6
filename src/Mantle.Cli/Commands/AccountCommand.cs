using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

static class AccountCommand
{
    public static Command Create() => new("account", "Makes accounts on a running server.") { CreateCommand() };

    static Command CreateCommand()
    {
        var name = new Argument<string>("NAME") { Description = "The account's name." };
        var data = CommonOptions.Data();
        var endpoint = CommonOptions.Endpoint();
        var organization = new Option<bool>("--organization")
        {
            Description = "Make it a member of the management account's organization.",
        };
        var format = CommonOptions.Format("env", "json", "env", "profile");
        var command = new Command("create", "Makes an account and prints its root user's credentials.")
        {
            name,
            data,
            endpoint,
            organization,
            format,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var root = await CredentialsCommand.ReadAsync(parsed.GetValue(data)!);
                var url = parsed.GetValue(endpoint) ?? root.Endpoint;
                using var client = new MantleClient(root, url);
                var result = await client.CallAsync(
                    "CreateAccount",
                    ("Name", parsed.GetValue(name)),
                    ("Organization", parsed.GetValue(organization) ? "true" : null)
                );
                string Value(string member) => MantleClient.Element(result, member)!.Value;
                CredentialsFormat.Print(
                    new RootCredentials(Value("AccountId"), Value("AccessKeyId"), Value("SecretAccessKey"), url),
                    parsed.GetValue(format)!
                );
                return ExitCode.Success;
            }
        );
        return command;
    }
}
