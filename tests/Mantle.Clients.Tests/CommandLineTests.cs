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
    [InlineData("serve --enforce sometimes", 2, "mantle: --enforce is on, log or off, not 'sometimes'. See 'mantle serve --help'.")]
    [InlineData("serve --listen nowhere", 2, "--listen takes an address and a port")]
    [InlineData("serve --trusted-proxy x", 2, "--trusted-proxy takes a network")]
    [InlineData("serve --tls-cert x", 2, "--tls-cert and --tls-key go together")]
    [InlineData("serve --no-such-option", 2, "mantle: There is no option '--no-such-option'. See 'mantle serve --help'.")]
    [InlineData("no-such-command", 2, "mantle: There is no command 'no-such-command'. See 'mantle --help'.")]
    [InlineData(
        "",
        2,
        "mantle: Give a command: serve, credentials, account, events, explain, sessions, session-key, root-key, exec, credential-process,"
    )]
    [InlineData("account", 2, "account needs a command: create. See 'mantle account --help'.")]
    [InlineData("account make", 2, "There is no command 'account make'.")]
    [InlineData("account create", 2, "mantle: account create needs a NAME. See 'mantle account create --help'.")]
    [InlineData("sessions", 2, "sessions needs a command: revoke. See 'mantle sessions --help'.")]
    [InlineData("sessions revoke --role arn:aws:iam::123456789012:role/deployer", 2, "--role takes the role's name, such as deployer,")]
    [InlineData("serve --export-webhook ftp://logs.example.com", 2, "--export-webhook takes a URL such as")]
    [InlineData("serve --export-webhook-token x", 2, "--export-webhook-token goes with --export-webhook; give both.")]
    [InlineData("serve --export-file-count 0", 2, "--export-file-count is 1 to 1000.")]
    [InlineData("session-key revoke", 2, "session-key revoke needs an ID.")]
    [InlineData("session-key revoke one", 2, "ID takes a whole number, not 'one'.")]
    [InlineData("serve --data", 2, "--data needs a DIR.")]
    [InlineData("serve --clock-offset abc", 2, "--clock-offset takes a whole number of seconds, not 'abc'.")]
    [InlineData("serve --session-key-days x", 2, "--session-key-days takes a number of days, not 'x'.")]
    [InlineData("serve --clock-offset 99999999999", 2, "--clock-offset is at most 1577880000 seconds (50 years), ahead or,")]
    [InlineData("serve --clock-offset -99999999999", 2, "--clock-offset is at most 1577880000 seconds (50 years), ahead or,")]
    [InlineData("serve --session-key-days 106751991", 2, "--session-key-days is 0 to 36525.")]
    [InlineData("serve --session-key-days -1", 2, "--session-key-days is 0 to 36525.")]
    [InlineData("serve --memory-budget -1", 2, "--memory-budget is 1 to 1073741824 MiB.")]
    [InlineData("serve --memory-budget much", 2, "--memory-budget takes a whole number of MiB, not 'much'.")]
    [InlineData("credentials --format xml", 2, "--format is json, env or profile, not 'xml'.")]
    [InlineData("events --endpoint foo", 2, "--endpoint takes a URL such as http://127.0.0.1:4700, not 'foo'.")]
    [InlineData("events --account nope", 2, "--account takes 12 digits, not 'nope'.")]
    [InlineData("events --since tomorrow", 2, "--since takes a time, a date, yesterday, or an age such as 1h, not 'tomorrow'.")]
    [InlineData("serve --listen 192.0.2.1:4700", 1, "Cannot listen on 192.0.2.1:4700: this machine does not have that address.")]
    [InlineData("serve --tls-cert /nope --tls-key /nope", 1, "--tls-cert: there is no file /nope.")]
    [InlineData("serve --data /proc/x", 1, "The data folder /proc/x cannot be created.")]
    [InlineData("serve --data /etc/hostname", 1, "--data names a folder, and /etc/hostname is a file.")]
    [InlineData("credentials --format json", 1, "There is no Mantle data in")]
    [InlineData("account create x", 1, "There is no Mantle data in")]
    public async Task What_is_wrong_is_said_in_one_line_with_its_exit_code(string arguments, int code, string sentence)
    {
        var (actual, output, error) = await Mantle(arguments);
        Assert.Equal(code, actual);
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("help", "Usage:")]
    [InlineData("help account create", "mantle account create <NAME>")]
    [InlineData("version", ".")]
    public async Task Help_and_version_are_words_too(string arguments, string text)
    {
        var (code, output, error) = await Mantle(arguments);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(text, output);
    }

    [Fact]
    public async Task A_shell_that_evaluates_credentials_of_nothing_fails_and_reaches_nobody()
    {
        var (code, output, _) = await Shell.RunAsync(
            $"eval \"$('{Repository.Root}/mantle' credentials 2>/dev/null)\"; echo $?; echo $AWS_ENDPOINT_URL",
            folder: folder
        );
        Assert.Equal((0, "1\nhttp://127.0.0.1:1\n"), (code, output));
    }

    [Fact]
    public async Task The_current_session_key_is_revoked_by_who_says_so_twice()
    {
        using var server = await MantleProcess.StartAsync(Path.Combine(folder, "mantle-data"));
        var (code, output, _) = await Mantle("session-key list");
        var id = output.Split(' ')[0];
        (code, _, var error) = await Mantle($"session-key revoke {id}");
        Assert.Equal((2, $"mantle: Key {id} is the current one; revoke it with --yes.\n"), (code, error));
        (code, output, error) = await Mantle($"session-key revoke {id} --yes");
        Assert.True(code == 0, error);
        Assert.Equal($"Key {id} is revoked; all sessions it sealed have ended.\n", output);
        (code, _, error) = await Mantle("events --account 123456789012");
        Assert.Equal(1, code);
        Assert.Contains("There is no account 123456789012.", error);
        foreach (var since in new[] { "1h", "2026-01-31", "2026-01-31T12:00:00Z" })
            Assert.Equal(0, (await Mantle($"events --since {since}")).Code);
        Assert.Equal("", (await Mantle("events --since 2199-01-01")).Output);
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
