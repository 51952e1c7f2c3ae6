using System.CommandLine;
using System.Net;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using CredentialCache = Mantle.Cli.Workloads.CredentialCache;

namespace Mantle.Cli.Commands;

static class ExecCommand
{
    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions();
        var outside = new CertificateOptions();
        var refresh = new Option<bool>("--refresh")
        {
            Description = "Give the command an endpoint on loopback that renews the credentials, instead of the credentials themselves.",
        };
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The command and its arguments, after --.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("exec", "Runs a command with a role's temporary credentials.") { refresh, words };
        role.AddTo(command);
        outside.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (parsed.GetValue(refresh) && role.WantsMfa(parsed))
                    throw new CommandException("An MFA code works once, so --mfa cannot be renewed; leave out --refresh.", ExitCode.Usage);
                var (isRefreshed, program) = (parsed.GetValue(refresh), parsed.GetValue(words)!);
                using var certificate = await outside.FindAsync(parsed, caller, role);
                if (certificate is not null)
                    return await RunAsync(
                        certificate,
                        ClientEnvironment.Of(certificate.Endpoint, certificate.Region),
                        isRefreshed,
                        program,
                        cancellation
                    );
                if (!role.IsGiven(parsed))
                    throw RoleOptions.Missing("exec");
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var request = (await role.FindAsync(parsed, client))!;
                return await RunAsync(client, request, isRefreshed, program, cancellation);
            }
        );
        return command;
    }

    static async Task<int> RunAsync(
        MantleClient client,
        RoleRequest request,
        bool isRefreshed,
        string[] words,
        CancellationToken cancellation
    )
    {
        var source = await RoleSources.OpenAsync(client, request, isRefreshed);
        try
        {
            var environment = ClientEnvironment.Of(client.Identity.Endpoint, client.Identity.Region);
            return await RunAsync(source, environment, isRefreshed, words, cancellation);
        }
        finally
        {
            await RoleSources.CloseAsync(source);
        }
    }

    static async Task<int> RunAsync(
        IRoleSource source,
        Dictionary<string, string?> environment,
        bool isRefreshed,
        string[] words,
        CancellationToken cancellation
    )
    {
        // Whoever may not have the role learns it before the command starts.
        var first = await RoleSources.IssueAsync(source, cancellation);
        if (!isRefreshed)
            return await ChildProcess.RunAsync(words, environment.With(first));
        using var cache = new CredentialCache(source, first);
        var token = ContainerEndpoint.NewToken();
        var endpoint = new ContainerEndpoint(cache, token);
        await using var server = await LocalServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), endpoint.AnswerAsync);
        environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = server.Url + endpoint.Path;
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = token;
        return await ChildProcess.RunAsync(words, environment);
    }
}
