namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle exec</c>: a command in a role, with its credentials in the environment or behind an endpoint.</summary>
public sealed class ExecTests(LiveServer server) : WorkloadTest(server)
{
    const string Function = "lambda.amazonaws.com";

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_in_a_services_role(string client)
    {
        await NewServiceRoleAsync("worker", Function);
        Assert.Equal(Session("worker", "hello"), await WhoAsync(client, $"--service {Function} --session-name hello"));
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_behind_an_endpoint_that_refreshes(string client)
    {
        await NewServiceRoleAsync("worker", Function);
        Assert.Equal(Session("worker", "hello"), await WhoAsync(client, $"--service {Function} --session-name hello --refresh"));
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    [Fact]
    public async Task A_user_assumes_a_role_with_tags_and_no_key_of_the_user_is_in_the_environment()
    {
        await NewRoleAsync("worker", $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""");
        var user = await NewUserAsync("jane", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        Assert.Equal(
            $"{Session("worker", "me")} ASIA",
            await user.PrintsAsync(
                $"{Mantle} exec --role worker --session-name me --session-tags team=blue,stage=test -- bash -c "
                    + "'echo $(command aws sts get-caller-identity --query Arn --output text) ${AWS_ACCESS_KEY_ID:0:4}'"
            )
        );
    }

    [Fact]
    public async Task A_role_that_asks_for_MFA_is_assumed_with_the_code_of_a_virtual_device()
    {
        await Root.PrintsAsync(
            $$$"""
            aws iam create-role --role-name guarded --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"AWS":"arn:aws:iam::{{{Account}}}:root"},"Action":"sts:AssumeRole",
                "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"} } }]}' >/dev/null
            """
        );
        var user = await NewUserAsync("jane", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        var app = await NewDeviceAsync(user);
        var command = "-- sh -c 'command aws sts get-caller-identity --query Arn --output text'";
        Assert.Contains("AccessDenied", await user.FailsAsync($"{Mantle} exec --role guarded {command}"));
        Assert.Contains("no terminal to ask", await user.FailsAsync($"echo | {Mantle} exec --role guarded --mfa {command}"));
        Assert.Contains(
            "invalid MFA one time pass code",
            await user.FailsAsync($"{Mantle} exec --role guarded --mfa --mfa-code 000000 {command}")
        );
        var code = app.Code(1);
        Assert.Equal(
            Session("guarded", "me"),
            await user.PrintsAsync($"{Mantle} exec --role guarded --session-name me --mfa --mfa-code {code} {command}")
        );
        // A code works once.
        Assert.Contains("AccessDenied", await user.FailsAsync($"{Mantle} exec --role guarded --mfa --mfa-code {code} {command}"));
    }

    /// <summary>An app with the user's new virtual MFA device; the codes up to the present one are used up.</summary>
    static async Task<MfaApp> NewDeviceAsync(Terminal user)
    {
        await user.PrintsAsync(
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name jane --bootstrap-method Base32StringSeed --outfile seed"
        );
        var app = new MfaApp((await File.ReadAllTextAsync(Path.Combine(user.Home, "seed"))).Trim());
        await user.PrintsAsync(
            $"""
            account=$(aws sts get-caller-identity --query Account --output text)
            aws iam enable-mfa-device --user-name jane --serial-number arn:aws:iam::$account:mfa/jane \
                --authentication-code1 {app.Code(-1)} --authentication-code2 {app.Code(0)}
            """
        );
        return app;
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("exit 0", 0)]
    [InlineData("kill -9 $$", 137)]
    public async Task The_exit_code_is_the_commands(string script, int code)
    {
        await NewServiceRoleAsync("worker", Function);
        var (actual, _, error) = await Root.RunAsync($"{Mantle} exec --role worker --service {Function} -- sh -c '{script}'");
        Assert.Equal((code, ""), (actual, error));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task Signals_are_the_commands(string signal)
    {
        await NewServiceRoleAsync("worker", Function);
        var script = $"trap \"echo {signal}; exit 9\" {signal}; touch up; while :; do sleep 0.05; done";
        var output = await Root.PrintsAsync(
            $"""
            set -m
            {Mantle} exec --role worker --service {Function} --refresh -- sh -c '{script}' &
            pid=$!
            until [ -e up ]; do sleep 0.05; done
            kill -{signal} $pid
            wait $pid; echo $?
            """
        );
        Assert.Equal($"{signal}\n9", output);
        Assert.Equal("", await Root.PrintsAsync($"{Mantle} workload list"));
    }

    [Theory]
    [InlineData("--role worker -- true", "mantle: A root user cannot assume roles: use a user's access key")]
    [InlineData("--role worker --service ecs-tasks.amazonaws.com -- true", "Service: ecs-tasks.amazonaws.com is not authorized")]
    [InlineData("--role none --service lambda.amazonaws.com -- true", "The role arn:aws:iam::ACCOUNT:role/none cannot be found.")]
    [InlineData("--role worker --service lambda.amazonaws.com --mfa -- true", "A service assumes its role without --mfa")]
    [InlineData("--role worker --refresh --mfa -- true", "An MFA code works once, so --mfa cannot be renewed")]
    [InlineData("--role worker --mfa -- true", "mantle: The caller has no MFA device; enable one")]
    [InlineData("--role worker --session-tags team --service lambda.amazonaws.com -- true", "--session-tags takes tags such as team=blue")]
    [InlineData("--role worker --endpoint https://sts.amazonaws.com -- true", "sts.amazonaws.com is AWS itself")]
    [InlineData("--role worker --endpoint http://127.0.0.1:1 -- true", "No server answers at http://127.0.0.1:1.")]
    [InlineData("--role worker --profile nobody -- true", "mantle: There is no profile nobody in")]
    [InlineData("--role worker", "mantle: exec needs a COMMAND.")]
    [InlineData("-- true", "--role")]
    public async Task What_is_wrong_is_said_in_one_sentence(string arguments, string sentence)
    {
        await NewServiceRoleAsync("worker", Function);
        var error = await Root.FailsAsync($"{Mantle} exec {arguments}");
        Assert.Contains(sentence.Replace("ACCOUNT", Account, StringComparison.Ordinal), error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_127()
    {
        await NewServiceRoleAsync("worker", Function);
        var (code, _, error) = await Root.RunAsync($"{Mantle} exec --role worker --service {Function} -- no-such-program");
        Assert.Equal((127, "mantle: There is no program 'no-such-program' that can be run; check its name and the PATH.\n"), (code, error));
    }

    [Fact]
    public async Task A_revoked_workload_is_denied_at_its_next_call()
    {
        await NewServiceRoleAsync("worker", Function);
        var output = await Root.PrintsAsync(
            $"""
            {Mantle} exec --role worker --service {Function} --refresh -- bash -c '
                command aws iam list-users --output text && echo allowed
                touch up; until [ -e revoked ]; do sleep 0.05; done
                command aws iam list-users --output text 2>&1 | grep -o InvalidClientTokenId' &
            until [ -e up ]; do sleep 0.05; done
            {Mantle} workload revoke $({Mantle} workload list | cut -d" " -f1) >/dev/null
            touch revoked; wait
            """
        );
        Assert.Equal("allowed\nInvalidClientTokenId", output);
    }

    async Task<string> WhoAsync(string client, string options)
    {
        var command = await DefaultClients.CommandAsync(client, Root);
        var file = Path.Combine(Root.Home, "command");
        await File.WriteAllTextAsync(file, command);
        return ArnIn(await Root.PrintsAsync($"{Mantle} exec --role worker {options} -- bash '{file}'"));
    }
}
