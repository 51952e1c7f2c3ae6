using System.Text.Json;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>The command line's contract: output, exit codes, one clear sentence for what goes wrong.</summary>
[Trait("speed", "slow")]
public sealed class CommandLineTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("serve --enforce off --listen 0.0.0.0:0", 2, "--enforce off and log are for loopback only")]
    [InlineData("serve --enforce sometimes", 2, "")]
    [InlineData("serve --listen nowhere", 2, "--listen takes an address and a port")]
    [InlineData("serve --trusted-proxy x", 2, "--trusted-proxy takes a network")]
    [InlineData("serve --tls-cert x", 2, "--tls-cert and --tls-key go together")]
    [InlineData("serve --no-such-option", 2, "")]
    [InlineData("no-such-command", 2, "")]
    [InlineData("credentials", 1, "There is no Mantle data in")]
    [InlineData("account create x", 1, "There is no Mantle data in")]
    public async Task What_is_wrong_is_said_in_one_line_with_its_exit_code(string arguments, int code, string sentence)
    {
        var (actual, output, error) = await Mantle(arguments);
        Assert.Equal(code, actual);
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public async Task Accounts_are_made_and_their_events_printed_while_the_server_runs()
    {
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "mantle-data"));
        var (code, output, error) = await Mantle("account create team --format json");
        Assert.True(code == 0, error);
        using var account = JsonDocument.Parse(output);
        Assert.Equal(
            ["AccountId", "AccessKeyId", "SecretAccessKey", "Endpoint"],
            account.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(server.Endpoint, account.RootElement.GetProperty("Endpoint").GetString());
        Assert.Matches("^[0-9]{12}$", account.RootElement.GetProperty("AccountId").GetString());

        (code, output, error) = await Mantle("events");
        Assert.True(code == 0, error);
        Assert.Contains("mantle:CreateAccount", output);
        (code, output, _) = await Mantle("events --format json");
        Assert.Equal(0, code);
        Assert.DoesNotContain(account.RootElement.GetProperty("SecretAccessKey").GetString()!, output);

        (code, _, error) = await Mantle("serve");
        Assert.Equal(1, code);
        Assert.Contains("Another server is using the data folder", error);
        Assert.Equal(0, await server.TerminateAsync());

        (code, _, error) = await Mantle("account create team");
        Assert.Equal(1, code);
        Assert.Contains("No server answers at", error);
    }

    [Fact]
    public async Task Commands_follow_the_clock_of_a_server_that_runs_ahead()
    {
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "mantle-data"), "--clock-offset", "100000");
        var (code, output, error) = await Mantle("account create later --format json");
        Assert.True(code == 0, error);
        Assert.DoesNotContain("ClockOffset", output);
    }

    Task<(int Code, string Output, string Error)> Mantle(string arguments) =>
        Shell.RunAsync($"'{Repository.Root}/mantle' {arguments}", folder: folder);
}
