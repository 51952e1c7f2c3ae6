using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

/// <summary>
/// Runs the AWS CLI on a Mantle server. It cannot reach AWS by accident: it has this server's address for every service, no profiles and no
/// instance metadata, and its way to any other host ends at a proxy that is not there.
/// </summary>
static class AwsCommand
{
    /// <summary>An address at which nothing listens.</summary>
    const string Nowhere = "http://127.0.0.1:1";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions();
        var words = new Argument<string[]>("ARGUMENTS") { Description = "What to tell the AWS CLI.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("aws", "Runs the AWS CLI, which must be installed, on a Mantle server and never on AWS.") { words };
        role.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var arguments = parsed.GetValue(words) ?? [];
                Check(arguments);
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var source = await role.FindAsync(parsed, client) is { } request
                    ? await RoleSources.OpenAsync(client, request, isLasting: false)
                    : null;
                try
                {
                    var environment = Environment(client.Identity);
                    environment = source is null
                        ? environment.With(client.Identity.Credentials)
                        : environment.With(await RoleSources.IssueAsync(source, cancellation));
                    return await ChildProcess.RunAsync(
                        [ShellShim.RealAws(), "--endpoint-url", client.Identity.Endpoint, .. arguments],
                        environment
                    );
                }
                finally
                {
                    await RoleSources.CloseAsync(source);
                }
            }
        );
        return command;
    }

    /// <summary>
    /// The command line with <c>--</c> before what is the AWS CLI's: the first word that is none of this command's own options.
    /// </summary>
    public static string[] Separated(string[] line)
    {
        string[] own = ["--data", "--endpoint", "--role", "--service", "--source-arn", "--session-name", "--session-tags", "--duration"];
        var at = 1;
        while (at < line.Length && own.Contains(line[at].Split('=')[0]))
            at += line[at].Contains('=', StringComparison.Ordinal) ? 1 : 2;
        return at >= line.Length || line[at] is "--" or "--help" || at > line.Length ? line : [.. line[..at], "--", .. line[at..]];
    }

    /// <exception cref="CommandException">An argument would lead elsewhere.</exception>
    static void Check(string[] arguments)
    {
        foreach (var argument in arguments)
            if (argument.Split('=')[0] is "--endpoint-url" or "--profile" or "--no-sign-request")
                throw new CommandException(
                    $"'mantle aws' knows the server and who calls, so it takes no {argument.Split('=')[0]}; its own options "
                        + "stand before the AWS CLI's: see 'mantle aws --help'.",
                    ExitCode.Usage
                );
    }

    static Dictionary<string, string?> Environment(CallerIdentity identity)
    {
        var variables = ClientEnvironment.Of(identity.Endpoint, identity.Region);
        foreach (var name in new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy" })
            variables[name] = Nowhere;
        variables["NO_PROXY"] = variables["no_proxy"] = new Uri(identity.Endpoint).Host.Trim('[', ']');
        return variables;
    }
}
