using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>credential_process</c> of a profile: the client gets its role's credentials by running <c>mantle</c>.</summary>
public sealed class CredentialProcessTests(LiveServer server) : WorkloadTest(server)
{
    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_clients_profile_runs_it(string client)
    {
        await NewServiceRoleAsync("worker", "lambda.amazonaws.com");
        var workload = NewWorkload();
        await WriteProfileAsync(workload);
        var command = await DefaultClients.CommandAsync(client, workload);
        Assert.Equal(Session("worker", "process"), ArnIn(await workload.PrintsAsync(command)));
    }

    [Fact]
    public async Task A_refusal_reaches_the_client_as_one_sentence()
    {
        await NewServiceRoleAsync("worker", "ecs-tasks.amazonaws.com");
        var workload = NewWorkload();
        await WriteProfileAsync(workload);
        Assert.Contains("Service: lambda.amazonaws.com is not authorized", await workload.FailsAsync("aws sts get-caller-identity"));
    }

    /// <summary>
    /// The profile <c>default</c> runs it as the root user, whose key is in a file of its own: that of the machine's administrator.
    /// </summary>
    async Task WriteProfileAsync(Terminal workload)
    {
        var keys = await Root.PrintsAsync("echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY");
        await File.WriteAllTextAsync(
            Path.Combine(workload.Home, "administrator"),
            $"""
            [passer]
            aws_access_key_id = {keys.Split(' ')[0]}
            aws_secret_access_key = {keys.Split(' ')[1]}
            """
        );
        var command =
            $"env AWS_SHARED_CREDENTIALS_FILE={workload.Home}/administrator {Repository.Root}/mantle credential-process "
            + $"--profile passer --endpoint {workload.Endpoint} --role worker --service lambda.amazonaws.com --session-name process";
        Directory.CreateDirectory(Path.Combine(workload.Home, ".aws"));
        await File.WriteAllTextAsync(
            Path.Combine(workload.Home, ".aws", "config"),
            $"[default]\nregion = us-east-1\ncredential_process = {command}\n"
        );
    }
}
