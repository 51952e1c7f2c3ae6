using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

static class PodIdentityCommand
{
    const string DefaultListen = "127.0.0.1:1339";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var cluster = new Option<string>("--cluster")
        {
            Description = "The name of the cluster.",
            HelpName = "NAME",
            Required = true,
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen; EKS has 169.254.170.23:80.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => DefaultListen,
        };
        var command = new Command("pod-identity", "Serves the agent of EKS Pod Identity to the pods of a cluster.") { cluster, listen };
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var address = ListenAddress.Parse(parsed.GetValue(listen)!, DefaultListen);
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var agent = new PodIdentityAgent(client, parsed.GetValue(cluster)!);
                await using var server = await LocalServer.StartAsync(address, agent.AnswerAsync);
                Console.Out.WriteLine($"mantle pod-identity ready {server.Url}{PodIdentityAgent.Path} for {parsed.GetValue(cluster)}");
                await Console.Out.FlushAsync(CancellationToken.None);
                await Shutdown.SignalAsync();
                return ExitCode.Success;
            }
        );
        return command;
    }
}
