using System.CommandLine;
using Mantle.Cli.Client;
using Mantle.Cli.Imds;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

static class ImdsCommand
{
    const string DefaultListen = "127.0.0.1:1338";

    public static Command Create()
    {
        var caller = new CallerOptions();
        var profile = new Option<string?>("--instance-profile") { Description = "The instance profile.", HelpName = "NAME" };
        var id = new Option<string?>("--instance-id") { Description = "The instance's id, i-…; a random one otherwise.", HelpName = "ID" };
        var file = new Option<string?>("--instances")
        {
            Description = "Instead: a JSON file of many instances, each with the source address of its requests.",
            HelpName = "FILE",
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen; 169.254.169.254:80 in a network namespace of its own.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => DefaultListen,
        };
        var tokens = new Option<string>("--http-tokens")
        {
            Description = "Whether session tokens are required (IMDSv2 only) or optional (IMDSv1 too).",
            DefaultValueFactory = _ => "required",
        }.OneOf("required", "optional");
        var hops = new Option<int>("--hop-limit")
        {
            Description = "How many network hops the answer with a session token survives, 1 to 64.",
            HelpName = "HOPS",
            DefaultValueFactory = _ => 1,
        };
        var zone = new Option<string?>("--availability-zone") { Description = "The instance's availability zone.", HelpName = "ZONE" };
        var lifetime = new Option<int?>("--lifetime")
        {
            Description = "After how long the registration ends by itself; it ends with this command in any case.",
            HelpName = "SECONDS",
        };
        var command = new Command("imds", "Serves the instance metadata service (IMDSv2) of an instance with an instance profile.")
        {
            profile,
            id,
            file,
            listen,
            tokens,
            hops,
            zone,
            lifetime,
        };
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                if (parsed.GetValue(profile) is null == parsed.GetValue(file) is null)
                    throw new CommandException("Give an --instance-profile, or a file of --instances.", ExitCode.Usage);
                if (parsed.GetValue(hops) is < 1 or > 64)
                    throw new CommandException($"--hop-limit is 1 to 64, not {parsed.GetValue(hops)}.", ExitCode.Usage);
                if (parsed.GetValue(id)?.StartsWith("i-", StringComparison.Ordinal) == false)
                    throw new CommandException($"--instance-id begins with i-, not '{parsed.GetValue(id)}'.", ExitCode.Usage);
                IReadOnlyList<InstanceOptions> instances = parsed.GetValue(file) is { } name ? InstanceFile.Read(name) : [One(parsed)];
                using var client = new MantleClient(await caller.FindAsync(parsed));
                return await ServeAsync(client, instances, parsed.GetValue(listen)!, parsed.GetValue(lifetime));
            }
        );
        return command;

        InstanceOptions One(ParseResult parsed)
        {
            var options = new InstanceOptions
            {
                InstanceProfile = parsed.GetValue(profile)!,
                HttpTokens = parsed.GetValue(tokens)!,
                HopLimit = parsed.GetValue(hops),
                AvailabilityZone = parsed.GetValue(zone),
            };
            return parsed.GetValue(id) is { } given ? options with { InstanceId = given } : options;
        }
    }

    static async Task<int> ServeAsync(MantleClient client, IReadOnlyList<InstanceOptions> instances, string listen, int? lifetime)
    {
        var address = ListenAddress.Parse(listen, DefaultListen);
        using var signer = new IdentitySigner(TimeProvider.System);
        await using var fleet = await InstanceFleet.StartAsync(client, instances, lifetime, TimeProvider.System);
        await using var server = await LocalServer.StartAsync(address, new MetadataServer(fleet.Find, signer).AnswerAsync);
        Console.Out.WriteLine(
            $"mantle imds ready {server.Url} for {(instances.Count == 1 ? instances[0].InstanceId : $"{instances.Count} instances")}"
        );
        await Console.Out.FlushAsync();
        await Shutdown.SignalAsync();
        return ExitCode.Success;
    }
}
