using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

static class ContainerCommand
{
    const string DefaultListen = "127.0.0.1:1340";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions(isRequired: true);
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen; ECS has 169.254.170.2:80.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => DefaultListen,
        };
        var tokenFile = new Option<string?>("--token-file")
        {
            Description = "Ask for an authorization token, and write it to this file.",
            HelpName = "FILE",
        };
        var command = new Command("container", "Serves the credentials endpoint of a container.") { listen, tokenFile };
        role.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (role.WantsMfa(parsed))
                    throw new CommandException("An MFA code works once, so --mfa cannot be renewed; leave it out.", ExitCode.Usage);
                var address = ListenAddress.Parse(parsed.GetValue(listen)!, DefaultListen);
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var request = (await role.FindAsync(parsed, client))!;
                var source = await RoleSources.OpenAsync(client, request, isLasting: true);
                try
                {
                    using var cache = new CredentialCache(source, await RoleSources.IssueAsync(source, cancellation));
                    var endpoint = new ContainerEndpoint(cache, parsed.GetValue(tokenFile) is { } file ? Write(file) : null);
                    await using var server = await LocalServer.StartAsync(address, endpoint.AnswerAsync);
                    Console.Out.WriteLine($"mantle container ready {server.Url}{endpoint.Path} for {request.RoleArn}");
                    await Console.Out.FlushAsync(CancellationToken.None);
                    await Shutdown.SignalAsync();
                    return ExitCode.Success;
                }
                finally
                {
                    await RoleSources.CloseAsync(source);
                }
            }
        );
        return command;
    }

    /// <summary>A new token in a file that only its owner can read.</summary>
    static string Write(string file)
    {
        var token = ContainerEndpoint.NewToken();
        try
        {
            File.Delete(file);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(token));
            return token;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--token-file: {file} cannot be written: {error.Message}");
        }
    }
}
