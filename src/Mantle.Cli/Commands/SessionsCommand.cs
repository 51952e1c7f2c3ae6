using System.CommandLine;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class SessionsCommand
{
    public static Command Create() => new("sessions", "The sessions of roles.") { RevokeCommand() };

    static Command RevokeCommand()
    {
        var caller = new CallerOptions();
        var role = new Option<string>("--role")
        {
            Description = "The name of the role.",
            HelpName = "NAME",
            Required = true,
        };
        var command = new Command("revoke", "Ends the sessions that a role has now; sessions that begin later work.") { role };
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var name = parsed.GetValue(role)!;
                if (name.Contains(':', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal))
                    throw new CommandException($"--role takes the role's name, such as deployer, not '{name}'.", ExitCode.Usage);
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var before = await RoleSessions.RevokeAsync(client, name);
                Console.Out.WriteLine(
                    $"Sessions of the role {PrintedText.Of(name)} from before {before} are denied everything, by its inline policy "
                        + $"{RoleSessions.PolicyName}. New sessions work."
                );
                return ExitCode.Success;
            }
        );
        return command;
    }
}
