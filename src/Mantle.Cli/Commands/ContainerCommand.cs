using System.CommandLine;
using System.Net;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;
using CredentialCache = Mantle.Cli.Workloads.CredentialCache;

namespace Mantle.Cli.Commands;

static class ContainerCommand
{
    const string DefaultListen = "127.0.0.1:1340";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var role = new RoleOptions();
        var outside = new CertificateOptions();
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
        outside.AddTo(command);
        caller.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (role.WantsMfa(parsed))
                    throw new CommandException("An MFA code works once, so --mfa cannot be renewed; leave it out.", ExitCode.Usage);
                var address = ListenAddress.Parse(parsed.GetValue(listen)!, DefaultListen);
                using var certificate = await outside.FindAsync(parsed, caller, role);
                if (certificate is not null)
                    return await ServeAsync(certificate, address, parsed.GetValue(tokenFile), cancellation);
                if (!role.IsGiven(parsed))
                    throw RoleOptions.Missing("container");
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var request = (await role.FindAsync(parsed, client))!;
                var source = await RoleSources.OpenAsync(client, request, isLasting: true);
                try
                {
                    return await ServeAsync(source, address, parsed.GetValue(tokenFile), cancellation);
                }
                finally
                {
                    await RoleSources.CloseAsync(source);
                }
            }
        );
        return command;
    }

    static async Task<int> ServeAsync(IRoleSource source, IPEndPoint address, string? tokenFile, CancellationToken cancellation)
    {
        var first = await RoleSources.IssueAsync(source, cancellation);
        using var cache = new CredentialCache(source, first);
        var endpoint = new ContainerEndpoint(cache, tokenFile is null ? null : Write(tokenFile));
        await using var server = await LocalServer.StartAsync(address, endpoint.AnswerAsync);
        Console.Out.WriteLine($"mantle container ready {server.Url}{endpoint.Path} for {first.RoleArn}");
        await Console.Out.FlushAsync(CancellationToken.None);
        await Shutdown.SignalAsync();
        return ExitCode.Success;
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
