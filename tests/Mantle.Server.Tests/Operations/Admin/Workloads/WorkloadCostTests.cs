using System.Diagnostics;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.Workloads;

/// <summary>Issuing credentials for a workload costs about what AssumeRole costs.</summary>
[Trait("speed", "long")]
public sealed class WorkloadCostTests : IAsyncLifetime
{
    const int Rounds = 20,
        Calls = 25;

    const double MostTimes = 1.2;

    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Assuming_a_workloads_role_costs_at_most_one_fifth_more_than_AssumeRole()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("jane", Documents.Allow("sts:AssumeRole"));
        var role = await root.NewRoleAsync("person");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "person"), ("PolicyDocument", Documents.Trust(root.Arn("user/jane"))));
        var token = await root.TokenAsync(
            ("Service", "ec2.amazonaws.com"),
            ("RoleArn", await root.NewServiceRoleAsync("machine", "ec2.amazonaws.com"))
        );
        var (person, machine) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            person.Add(await MeasureAsync(() => user.Sts("AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"))));
            machine.Add(await MeasureAsync(() => root.AssumeWorkloadAsync(token)));
        }
        person.Sort();
        machine.Sort();
        var times = machine[Rounds / 2] / person[Rounds / 2];
        Assert.True(times <= MostTimes, $"{times:0.00} times");
    }

    static async Task<double> MeasureAsync(Func<Task<Answer>> call)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++)
            Assert.Null((await call()).Code);
        return watch.Elapsed.TotalMilliseconds;
    }
}
