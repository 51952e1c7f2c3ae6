using System.Collections.Concurrent;
using System.Net;
using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Imds;

/// <summary>The instances of a process: each is registered when it starts, and not any more when it ends.</summary>
sealed class InstanceFleet : IAsyncDisposable
{
    /// <summary>How many calls go out at once.</summary>
    const int AtOnce = 8;

    readonly ConcurrentBag<(RegisteredWorkload Workload, Instance Instance)> members = [];
    readonly ConcurrentDictionary<IPAddress, Instance> byAddress = new();
    Instance? only;

    /// <exception cref="CommandException">An instance cannot be registered; none stays so.</exception>
    public static async Task<InstanceFleet> StartAsync(
        MantleClient client,
        IReadOnlyList<InstanceOptions> options,
        int? lifetime,
        TimeProvider time
    )
    {
        var account = MantleClient.Text(await client.CallAsync("sts", "GetCallerIdentity"), "Account");
        var fleet = new InstanceFleet();
        try
        {
            await Parallel.ForEachAsync(
                options,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (each, cancellation) =>
                {
                    var source = $"arn:aws:ec2:{client.Identity.Region}:{account}:instance/{each.InstanceId}";
                    var workload = await RegisteredWorkload.OfInstanceAsync(client, each.InstanceProfile, source, lifetime);
                    await fleet.Add(each, workload, time).PrepareAsync(cancellation);
                }
            );
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    Instance Add(InstanceOptions options, RegisteredWorkload workload, TimeProvider time)
    {
        var instance = new Instance(options, workload.SourceArn, workload, time);
        members.Add((workload, instance));
        if (options.Address is { } address)
            byAddress[IPAddress.Parse(address)] = instance;
        else
            only = instance;
        return instance;
    }

    /// <summary>The instance that a request is from; null if there is none.</summary>
    public Instance? Find(IPAddress address) => only ?? byAddress.GetValueOrDefault(address);

    public async ValueTask DisposeAsync()
    {
        await Parallel.ForEachAsync(
            members,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (member, _) =>
            {
                await member.Workload.RemoveAsync();
                member.Instance.Dispose();
            }
        );
    }
}
