using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle login --web</c> signs a person in as <c>aws login</c> does, and AWS's clients go on with that.</summary>
public sealed partial class WebLoginTests(LiveServer server) : WorkloadTest(server)
{
    const string Password = "Correct-Horse-7",
        Policy =
            """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"signin:*","Resource":"*"}]}
                """;

    static readonly HttpClient Browser = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    async Task NewPersonAsync()
    {
        await NewUserAsync("jane", Policy);
        await Root.PrintsAsync($"aws iam create-login-profile --user-name jane --password {Password} --no-password-reset-required");
    }

    string Jane => $"arn:aws:iam::{Account}:user/jane";

    /// <summary>Runs the command, and signs in at the page that it names.</summary>
    async Task<(int Code, string Output)> LoginAsync(Terminal person, string arguments, string password = Password, bool isRemote = false)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec {Mantle} login {arguments}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in person.Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var line = await process.StandardError.ReadLineAsync(timeout.Token);
        var page = line!["Sign in at: ".Length..];
        using var form = new FormUrlEncodedContent([new("account", Account), new("username", "jane"), new("password", password)]);
        using var answer = await Browser.PostAsync(new Uri(page), form, timeout.Token);
        if (isRemote)
        {
            var shown = ShownCode().Match(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(timeout.Token)));
            await process.StandardInput.WriteLineAsync(shown.Groups[1].Value);
        }
        else if (answer.Headers.Location is { } callback)
            Assert.Contains("signed in", await Browser.GetStringAsync(callback, timeout.Token));
        else
        {
            Assert.Contains("information is incorrect", await answer.Content.ReadAsStringAsync(timeout.Token));
            process.Kill();
        }
        await process.WaitForExitAsync(timeout.Token);
        return (
            process.ExitCode,
            await process.StandardOutput.ReadToEndAsync(timeout.Token) + await process.StandardError.ReadToEndAsync(timeout.Token)
        );
    }

    [GeneratedRegex("class=\"code\">([^<]+)")]
    private static partial Regex ShownCode();

    static string CacheFile(Terminal person) => Assert.Single(Directory.GetFiles(Path.Combine(person.Home, ".aws", "login", "cache")));

    [Theory]
    [InlineData("--web --no-browser", false)]
    [InlineData("--remote", true)]
    public async Task The_JavaScript_SDK_calls_as_the_person_and_refreshes(string options, bool isRemote)
    {
        Peer.Need();
        await NewPersonAsync();
        var person = NewWorkload();
        var (code, output) = await LoginAsync(person, $"person {options}", isRemote: isRemote);
        Assert.True(code == 0, output);
        Assert.Contains(Jane, output);
        Assert.Contains($"login_session = {Jane}", await File.ReadAllTextAsync(Path.Combine(person.Home, ".aws", "config")));
        var file = CacheFile(person);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        person.Export("AWS_PROFILE", "person");
        var command = await DefaultClients.CommandAsync("javascript", person);
        Assert.Equal(Jane, ArnIn(await person.PrintsAsync(command)));

        // Across the expiry: the client asks for new credentials with its key, and keeps them.
        var before = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, Expiry().Replace(before, "\"expiresAt\": \"2020-01-01T00:00:00Z\""));
        Assert.Equal(Jane, ArnIn(await person.PrintsAsync(command)));
        var after = await File.ReadAllTextAsync(file);
        Assert.DoesNotContain("2020-01-01", after);
        Assert.NotEqual(KeyId().Match(before).Value, KeyId().Match(after).Value);

        // A changed password ends it.
        await Root.PrintsAsync("aws iam update-login-profile --user-name jane --password Another-Horse-8");
        await File.WriteAllTextAsync(file, Expiry().Replace(after, "\"expiresAt\": \"2020-01-01T00:00:00Z\""));
        Assert.Contains("change in your password", await person.PrintsAsync($"{command} 2>&1 || true"));
    }

    [GeneratedRegex("\"expiresAt\": \"[^\"]+\"")]
    private static partial Regex Expiry();

    [GeneratedRegex("\"accessKeyId\": \"[^\"]+\"")]
    private static partial Regex KeyId();

    [Theory]
    [InlineData("aws")]
    [InlineData("boto3")]
    public async Task Botocore_calls_as_the_person(string client)
    {
        Assert.SkipUnless(
            (await Shell.RunAsync("python3 -c 'import awscrt.crypto as c; c.EC'")).Code == 0,
            "botocore has no awscrt to sign with"
        );
        await NewPersonAsync();
        var person = NewWorkload();
        Assert.Equal(0, (await LoginAsync(person, "--web --no-browser")).Code);
        person.Export("AWS_PROFILE", "mantle");
        Assert.Equal(Jane, ArnIn(await person.PrintsAsync(await DefaultClients.CommandAsync(client, person))));
    }

    [Fact]
    public async Task A_wrong_password_leaves_no_file_and_nobody_elses_profile_is_written()
    {
        await NewPersonAsync();
        var person = NewWorkload();
        await LoginAsync(person, "--web --no-browser", "wrong");
        Assert.False(Directory.Exists(Path.Combine(person.Home, ".aws")));
        var folder = Directory.CreateDirectory(Path.Combine(person.Home, ".aws")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "config"), "[profile own]\nregion = eu-west-1\n");
        Assert.Contains("did not write", await person.FailsAsync($"{Mantle} login own --web --no-browser"));
        Assert.Contains("leave --profile", await person.FailsAsync($"{Mantle} login --web --role arn:aws:iam::1:role/x"));
        Assert.Contains("not the code", await person.FailsAsync($"echo bm9uZQ== | {Mantle} login --remote"));
        Assert.Contains("AWS itself", await person.FailsAsync($"{Mantle} login --web --endpoint https://signin.aws.amazon.com"));
    }
}
