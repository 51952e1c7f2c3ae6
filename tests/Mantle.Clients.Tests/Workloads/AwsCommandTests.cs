using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle aws</c> and <c>mantle shell</c> reach the server, and never AWS.</summary>
public sealed class AwsCommandTests(LiveServer server) : WorkloadTest(server)
{
    [Fact]
    public async Task It_calls_as_the_caller_or_in_a_role()
    {
        await NewServiceRoleAsync("worker", "lambda.amazonaws.com");
        const string Who = "sts get-caller-identity --query Arn --output text";
        Assert.Equal($"arn:aws:iam::{Account}:root", await Root.PrintsAsync($"{Mantle} aws {Who}"));
        Assert.Equal(
            Session("worker", "me"),
            await Root.PrintsAsync($"{Mantle} aws --role worker --service lambda.amazonaws.com --session-name me {Who}")
        );
        Assert.Equal("255", await Root.PrintsAsync($"{Mantle} aws iam get-user --user-name nobody >/dev/null 2>&1; echo $?"));
    }

    [Theory]
    [InlineData("aws --endpoint-url https://iam.amazonaws.com iam list-users")]
    [InlineData("aws iam list-users --profile real")]
    [InlineData("aws --endpoint https://iam.amazonaws.com iam list-users")]
    public async Task It_does_not_take_what_leads_elsewhere(string arguments)
    {
        var (code, output, error) = await Root.RunAsync($"{Mantle} {arguments}");
        Assert.True(code is 1 or 2, error);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Neither_profiles_nor_other_addresses_of_the_environment_are_followed()
    {
        Directory.CreateDirectory(Path.Combine(Root.Home, ".aws"));
        await File.WriteAllTextAsync(
            Path.Combine(Root.Home, ".aws", "config"),
            "[profile real]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\nendpoint_url = http://127.0.0.1:1\n"
        );
        Assert.Equal(
            $"arn:aws:iam::{Account}:root",
            await Root.PrintsAsync(
                "export AWS_PROFILE=real AWS_ENDPOINT_URL_STS=http://127.0.0.1:1 AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true\n"
                    + $"{Mantle} aws sts get-caller-identity --query Arn --output text"
            )
        );
    }

    [Fact]
    public async Task What_ignores_the_address_ends_at_a_proxy_that_is_not_there()
    {
        // The program that stands in for the AWS CLI calls AWS by name, as one would that knows no AWS_ENDPOINT_URL.
        var folder = Directory.CreateDirectory(Path.Combine(Root.Home, "bin")).FullName;
        var program = Path.Combine(folder, "aws");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncurl -sS --max-time 20 https://sts.amazonaws.com/ 2>&1\nexit 5\n");
        await Root.PrintsAsync($"chmod +x '{program}'");
        Assert.SkipUnless(Shell.Has("curl"), "curl is not installed");
        var (code, output, _) = await Root.RunAsync($"PATH='{folder}':$PATH {Mantle} aws sts get-caller-identity");
        Assert.Equal(5, code);
        Assert.Contains("127.0.0.1", output);
    }

    [Theory]
    [MemberData(nameof(DefaultClients.All), MemberType = typeof(DefaultClients))]
    public async Task A_client_in_a_shell(string client)
    {
        await NewServiceRoleAsync("worker", "lambda.amazonaws.com");
        var command = await DefaultClients.CommandAsync(client, Root);
        var output = await Root.PrintsAsync(
            $"""
            SHELL=/bin/bash {Mantle} shell --role worker --service lambda.amazonaws.com --session-name me <<'END'
            {command}
            END
            """
        );
        Assert.Equal(Session("worker", "me"), ArnIn(output));
    }

    [Fact]
    public async Task A_shell_has_the_roles_credentials_and_an_aws_that_is_this_one()
    {
        await NewServiceRoleAsync("worker", "lambda.amazonaws.com");
        var output = await Root.PrintsAsync(
            $"""
            SHELL=/bin/bash {Mantle} shell --role worker --service lambda.amazonaws.com --session-name me <<'END'
            command aws sts get-caller-identity --query Arn --output text
            command aws --endpoint-url https://sts.amazonaws.com sts get-caller-identity 2>/dev/null || echo refused
            echo $AWS_CONFIG_FILE $MANTLE_SHELL
            exit 3
            END
            echo $?; ls -d /tmp/mantle-shell-* 2>/dev/null | wc -l
            """
        );
        Assert.Equal($"{Session("worker", "me")}\nrefused\n/dev/null {Role("worker")}\n3\n0", output);
    }
}
