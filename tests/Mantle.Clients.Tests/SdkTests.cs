namespace Mantle.Clients.Tests;

/// <summary>
/// The AWS SDK for JavaScript and boto3, one script for each story (tests/Peers/clients): everything is created, read back, changed,
/// listed page by page and deleted; a second run finds nothing to do; errors are the SDK's own exceptions.
/// </summary>
[Trait("speed", "slow")]
public sealed class SdkTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Theory]
    [InlineData("node", "iam.mjs")]
    [InlineData("python3", "iam.py")]
    public async Task Everything_in_IAM_lives_its_life_and_its_users_get_sessions(string program, string script)
    {
        await NeedAsync(program);
        var terminal = await server.NewAccountAsync();
        await LiveServer.WriteUploadsAsync(terminal.Home);
        Assert.Equal("done", await terminal.PrintsAsync($"{program} '{LiveServer.Scripts}/{script}'"));
    }

    [Fact]
    public async Task The_JavaScript_SDK_builds_an_organization_and_its_guardrails_hold()
    {
        Peer.Need();
        var terminal = await server.NewAccountAsync();
        Assert.Equal("done", await terminal.PrintsAsync($"node '{LiveServer.Scripts}/organizations.mjs'"));
    }

    static async Task NeedAsync(string program)
    {
        if (program == "node")
            Peer.Need();
        else
            await LiveServer.NeedBoto3Async();
    }
}
