namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle container</c>: the credentials endpoint of a container, for clients that run beside it.</summary>
public sealed class ContainerTests(LiveServer server) : WorkloadTest(server)
{
    const string Tasks = "ecs-tasks.amazonaws.com";

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_with_a_token_file(string client)
    {
        await NewServiceRoleAsync("task", Tasks);
        var file = Path.Combine(Root.Home, "token");
        using var endpoint = await Helper.StartAsync(
            Root,
            $"container --role task --service {Tasks} --session-name t1 --listen 127.0.0.1:0 --token-file '{file}'"
        );
        Assert.Equal("600", await Root.PrintsAsync($"stat -c %a '{file}'"));
        var container = NewWorkload();
        container.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.Url);
        container.Export("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file);
        Assert.Equal(Session("task", "t1"), ArnIn(await container.PrintsAsync(await DefaultClients.CommandAsync(client, container))));
        Assert.Equal(0, await endpoint.TerminateAsync());
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    [Fact]
    public async Task A_stolen_path_without_the_token_is_refused()
    {
        await NewServiceRoleAsync("task", Tasks);
        using var endpoint = await Helper.StartAsync(
            Root,
            $"container --role task --service {Tasks} --listen 127.0.0.1:0 --token-file token"
        );
        var container = NewWorkload();
        container.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.Url);
        container.Export("AWS_CONTAINER_AUTHORIZATION_TOKEN", "guessed");
        Assert.Contains("401", await container.FailsAsync("aws sts get-caller-identity"));
    }

    [Fact]
    public async Task A_revoked_container_is_denied_at_its_next_call()
    {
        await NewServiceRoleAsync("task", Tasks);
        using var endpoint = await Helper.StartAsync(Root, $"container --role task --service {Tasks} --listen 127.0.0.1:0");
        var container = NewWorkload();
        container.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.Url);
        await container.PrintsAsync("aws iam list-users");
        await Root.PrintsAsync($"{Mantle} workload revoke $({Mantle} workload list | cut -d' ' -f1)");
        Assert.Contains("InvalidClientTokenId", await container.FailsAsync("aws iam list-users"));
    }
}
