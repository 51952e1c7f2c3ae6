using System.Text.Json;
using System.Text.RegularExpressions;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>A folder with a configuration that the unmodified <c>terraform</c> works in, with a state of its own.</summary>
sealed partial class Terraform
{
    readonly Terminal terminal;
    readonly string folder;

    Terraform(Terminal terminal, string folder)
    {
        this.terminal = terminal;
        this.folder = folder;
    }

    static string Configurations { get; } = Path.Combine(Repository.Root, "tests", "Mantle.Clients.Tests", "Terraform");

    /// <summary>The folder of unpacked providers, for machines that reach no registry.</summary>
    static string? Mirror { get; } =
        new[] { "/opt", "/usr/share", "/usr/local/share" }
            .Where(Directory.Exists)
            .SelectMany(parent => Directory.EnumerateDirectories(parent))
            .FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "registry.terraform.io", "hashicorp", "aws")));

    /// <summary>
    /// A new folder with a configuration, the common provider's settings unless it has its own, and files to upload; the test is skipped
    /// without Terraform.
    /// </summary>
    public static async Task<Terraform> OpenAsync(Terminal terminal, string configuration)
    {
        Assert.SkipUnless(Shell.Has("terraform"), "the terraform command is not installed");
        var terraform = new Terraform(terminal, Directory.CreateDirectory(Path.Combine(terminal.Home, configuration)).FullName);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Configurations, configuration), "*.tf"))
            File.Copy(file, terraform.In(Path.GetFileName(file)));
        if (!File.Exists(terraform.In("provider.tf")))
            File.Copy(Path.Combine(Configurations, "provider.tf"), terraform.In("provider.tf"));
        await LiveServer.WriteUploadsAsync(terraform.folder);
        var made = await Shell.RunAsync(
            """
            ssh-keygen -q -t rsa -b 2048 -N '' -C jane -f ssh && ssh-keygen -y -f ssh > ssh.pub && ssh-keygen -e -m PKCS8 -f ssh > ssh.pem
            """,
            folder: terraform.folder
        );
        Assert.True(made.Code == 0, made.Error);
        Assert.SkipUnless(await terraform.InitializeAsync(), "Terraform finds no AWS provider");
        return terraform;
    }

    /// <summary>Installs the providers of a configuration that lies elsewhere; false where there are none.</summary>
    public static Task<bool> InitializeAsync(Terminal terminal, string folder) => new Terraform(terminal, folder).InitializeAsync();

    /// <summary>The same configuration and files with an empty state.</summary>
    public async Task<Terraform> AgainAsync()
    {
        var copy = new Terraform(terminal, Directory.CreateDirectory(folder + "-again").FullName);
        foreach (
            var file in Directory
                .EnumerateFiles(folder)
                .Where(file => !Path.GetFileName(file).StartsWith("terraform.", StringComparison.Ordinal))
        )
            File.Copy(file, copy.In(Path.GetFileName(file)));
        Assert.True(await copy.InitializeAsync());
        return copy;
    }

    /// <summary>Applies the configuration and returns Terraform's report.</summary>
    public async Task<(int Added, int Changed, int Destroyed)> ApplyAsync(string options)
    {
        var match = Applied().Match(await PrintsAsync($"apply -auto-approve {options}"));
        Assert.True(match.Success);
        return (Number(1), Number(2), Number(3));

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Plans, and returns one line for each change; none where everything is as configured.</summary>
    /// <param name="options">Options of the command.</param>
    /// <param name="unread">Members that an import cannot read, so that a plan after it sets them.</param>
    public async Task<IReadOnlyList<string>> PlanAsync(string options, IReadOnlySet<string>? unread = null)
    {
        await PrintsAsync($"plan -out=planned {options}");
        using var plan = JsonDocument.Parse(await PrintsAsync("show -json planned"));
        return !plan.RootElement.TryGetProperty("resource_changes", out var changes)
            ? []
            :
            [
                .. from change in changes.EnumerateArray()
                let planned = change.GetProperty("change")
                let actions = planned.GetProperty("actions").EnumerateArray().Select(action => action.GetString()!)
                where !actions.SequenceEqual(["no-op"]) && !actions.SequenceEqual(["read"])
                let differences = Differences(planned).ToList()
                where unread is null || !actions.SequenceEqual(["update"]) || differences.Any(one => !unread.Contains(one.Member))
                let texts = string.Join(", ", differences.Select(one => one.Text))
                select $"{string.Join('+', actions)} {change.GetProperty("address").GetString()}: {texts}",
            ];
    }

    /// <summary>The resources of the state: address, type and values.</summary>
    public async Task<IReadOnlyList<(string Address, string Type, JsonElement Values)>> ResourcesAsync()
    {
        var state = JsonDocument.Parse(await PrintsAsync("show -json"));
        return !state.RootElement.TryGetProperty("values", out var values) || !values.TryGetProperty("root_module", out var module)
            ? []
            :
            [
                .. from resource in module.GetProperty("resources").EnumerateArray()
                where resource.GetProperty("mode").GetString() == "managed"
                select (
                    resource.GetProperty("address").GetString()!,
                    resource.GetProperty("type").GetString()!,
                    resource.GetProperty("values")
                ),
            ];
    }

    public Task WriteAsync(string file, string text) => File.WriteAllTextAsync(In(file), text);

    public Task DestroyAsync(string options) => PrintsAsync($"destroy -auto-approve {options}");

    /// <summary>The output of a command that succeeds.</summary>
    public async Task<string> PrintsAsync(string command)
    {
        var (code, output, error) = await RunAsync(command);
        Assert.True(code == 0, $"terraform {command}\nended with {code}: {error}\n{output}");
        return output;
    }

    /// <summary>
    /// Runs a command that must fail and say this text, whatever line ends Terraform puts into it, and the frame around it.
    /// </summary>
    public async Task FailsAsync(string command, string text)
    {
        var (code, output, error) = await RunAsync(command);
        Assert.True(code != 0, $"terraform {command}\nsucceeded: {output}");
        var said = string.Join(' ', error.Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));
        Assert.True(said.Contains(text, StringComparison.Ordinal), said);
    }

    /// <summary>The value of an output.</summary>
    public Task<string> OutputAsync(string name) => PrintsAsync($"output {name}");

    async Task<bool> InitializeAsync() =>
        (await RunAsync("init -input=false")).Code == 0
        || Mirror is not null && (await RunAsync($"init -input=false -plugin-dir='{Mirror}'")).Code == 0;

    Task<(int Code, string Output, string Error)> RunAsync(string command)
    {
        var (verb, options) = command.Split(' ', 2) is [var first, var rest] ? (first, rest) : (command, "");
        var endpoint = new Uri(terminal.Endpoint);
        // Not every machine resolves names below localhost, so the server is its own proxy.
        return terminal.RunAsync(
            $"""
            cd '{folder}'
            export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1 HTTP_PROXY={endpoint}
            export TF_VAR_endpoint={endpoint} TF_VAR_control_endpoint=http://localhost:{endpoint.Port}
            terraform {verb} {(verb == "show" ? "" : "-no-color")} {options}
            """
        );
    }

    /// <summary>The members that an update changes, with their values before and after.</summary>
    static IEnumerable<(string Member, string Text)> Differences(JsonElement change)
    {
        var (before, after) = (change.GetProperty("before"), change.GetProperty("after"));
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in after.EnumerateObject())
        {
            var old = before.TryGetProperty(member.Name, out var value) ? value.GetRawText() : "nothing";
            if (old != member.Value.GetRawText())
                yield return (member.Name, $"{member.Name} {old} -> {member.Value.GetRawText()}");
        }
    }

    string In(string file) => Path.Combine(folder, file);

    [GeneratedRegex(@"Apply complete! Resources: (?:\d+ imported, )?(\d+) added, (\d+) changed, (\d+) destroyed")]
    private static partial Regex Applied();
}
