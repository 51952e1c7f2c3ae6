namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle imds</c>: a client without any key, on an instance with an instance profile.</summary>
public sealed class ImdsTests(LiveServer server) : WorkloadTest(server)
{
    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_has_the_profiles_role(string client)
    {
        await NewProfileAsync("web");
        using var imds = await Helper.StartAsync(Root, "imds --instance-profile web --instance-id i-0abc --listen 127.0.0.1:0");
        var instance = NewInstance(imds.Url);
        Assert.Equal(Session("web", "i-0abc"), ArnIn(await instance.PrintsAsync(await DefaultClients.CommandAsync(client, instance))));
    }

    [Fact]
    public async Task When_it_ends_the_instance_is_no_more()
    {
        await NewProfileAsync("web");
        using var imds = await Helper.StartAsync(Root, "imds --instance-profile web --listen 127.0.0.1:0");
        Assert.Contains("instance-profile/web", await Root.PrintsAsync($"{Mantle} workload list"));
        Assert.Equal(0, await imds.TerminateAsync());
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    [Fact]
    public async Task A_revoked_instance_is_denied_at_its_next_call()
    {
        await NewProfileAsync("web");
        using var imds = await Helper.StartAsync(Root, "imds --instance-profile web --listen 127.0.0.1:0");
        var instance = NewInstance(imds.Url);
        await LiveServer.NeedBoto3Async();
        var running = instance.PrintsAsync(
            $$"""
            { echo; until [ -e revoked ]; do sleep 0.05; done; echo; } | python3 '{{LiveServer.Scripts}}/who.py' >out 2>error
            grep -o InvalidClientTokenId error | head -1
            """
        );
        await Root.PrintsAsync(
            $"""
            until [ -s '{instance.Home}/out' ]; do sleep 0.05; done
            {Mantle} workload revoke $({Mantle} workload list | cut -d" " -f1)
            touch '{instance.Home}/revoked'
            """
        );
        Assert.Equal("InvalidClientTokenId", await running);
    }

    [Theory]
    [InlineData("imds", "Give an --instance-profile, or a file of --instances.")]
    [InlineData("imds --instance-profile none", "Instance Profile none cannot be found.")]
    [InlineData("imds --instance-profile web --hop-limit 0", "--hop-limit is 1 to 64, not 0.")]
    [InlineData("imds --instance-profile web --instance-id x", "--instance-id begins with i-, not 'x'.")]
    [InlineData("imds --instance-profile web --listen nowhere", "--listen takes an address and a port such as 127.0.0.1:1338")]
    [InlineData("imds --instance-profile web --listen 192.0.2.1:80", "Cannot listen on 192.0.2.1:80")]
    [InlineData("imds --instances none.json", "--instances: the file none.json cannot be read")]
    public async Task What_is_wrong_is_said_in_one_sentence(string arguments, string sentence)
    {
        await NewProfileAsync("web");
        var error = await Root.FailsAsync($"{Mantle} {arguments}");
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    Terminal NewInstance(string url)
    {
        var instance = NewWorkload();
        instance.Export("AWS_EC2_METADATA_DISABLED", "false");
        instance.Export("AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
        instance.Export("AWS_METADATA_SERVICE_TIMEOUT", "20");
        return instance;
    }
}
