using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary><c>mantle login</c> writes a profile without a key.</summary>
public sealed class LoginTests(LiveServer server) : WorkloadTest(server)
{
    [Theory]
    [MemberData(nameof(DefaultClients.Scripts), MemberType = typeof(DefaultClients))]
    public async Task A_client_with_the_profile_calls_the_server(string client)
    {
        var person = NewWorkload();
        var said = await person.PrintsAsync($"{Mantle} login --data '{Server.Data}'");
        var root = (await MantleProcess.CredentialsAsync(Server.Data)).AccountId;
        Assert.Contains($"arn:aws:iam::{root}:root", said);
        var config = await File.ReadAllTextAsync(Path.Combine(person.Home, ".aws", "config"));
        Assert.DoesNotContain("AKIA", config);
        person.Export("AWS_PROFILE", "mantle");
        Assert.Equal($"arn:aws:iam::{root}:root", ArnIn(await person.PrintsAsync(await DefaultClients.CommandAsync(client, person))));
    }

    [Fact]
    public async Task It_is_written_again_and_nobody_elses_profile_is()
    {
        var person = NewWorkload();
        var file = Path.Combine(person.Home, ".aws", "config");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "# mine\n[profile own]\nregion = eu-west-1\n\n[profile last]\nregion = eu-west-2\n");
        await person.PrintsAsync($"{Mantle} login --data '{Server.Data}'; {Mantle} login --data '{Server.Data}'");
        var text = await File.ReadAllTextAsync(file);
        Assert.StartsWith("# mine\n[profile own]\nregion = eu-west-1\n\n[profile last]\nregion = eu-west-2\n\n[profile mantle]\n", text);
        Assert.Equal(2, text.Split("[profile mantle]").Length);
        Assert.Contains("that 'mantle login' did not write", await person.FailsAsync($"{Mantle} login own --data '{Server.Data}'"));
        Assert.Equal(text, await File.ReadAllTextAsync(file));
    }
}
