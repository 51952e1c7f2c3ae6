using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

/// <summary>
/// Starts a shell whose AWS clients call a Mantle server. It has no credentials but Mantle's, which AWS refuses, and no profiles.
/// </summary>
static class ShellCommand
{
    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions();
        var command = new Command("shell", "Starts a shell whose AWS clients call a Mantle server, as the caller or in a role.");
        role.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var request = await role.FindAsync(parsed, client);
                var source = request is null ? null : await RoleSources.OpenAsync(client, request, isLasting: false);
                try
                {
                    using var shim = new ShellShim();
                    var environment = ClientEnvironment.Of(client.Identity.Endpoint, client.Identity.Region);
                    environment = source is null
                        ? environment.With(client.Identity.Credentials)
                        : environment.With(await RoleSources.IssueAsync(source, cancellation));
                    shim.AddTo(environment);
                    environment["MANTLE_SHELL"] = request?.RoleArn ?? client.Identity.Credentials.AccessKeyId;
                    var shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own ? own : "/bin/sh";
                    return await ChildProcess.RunAsync([shell], environment);
                }
                finally
                {
                    await RoleSources.CloseAsync(source);
                }
            }
        );
        return command;
    }
}
