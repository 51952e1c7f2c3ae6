namespace Mantle.Clients.Tests;

/// <summary>
/// The unmodified <c>terraform</c> with the AWS provider, over every resource and data source of IAM, Organizations and S3, and
/// over trails: apply, a plan that is empty, a change in place, an import that changes nothing, destroy, and nothing is left.
/// </summary>
[Trait("speed", "slow")]
public sealed class TerraformTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Iam_goes_through_the_whole_cycle()
    {
        var terminal = await server.NewAccountAsync();
        await CycleAsync(await Terraform.OpenAsync(terminal, "iam"));
        foreach (
            var (list, member) in new[]
            {
                ("users", "Users"),
                ("roles", "Roles"),
                ("groups", "Groups"),
                ("server-certificates", "ServerCertificateMetadataList"),
                ("instance-profiles", "InstanceProfiles"),
                ("virtual-mfa-devices", "VirtualMFADevices"),
                ("account-aliases", "AccountAliases"),
            }
        )
            Assert.Equal("0", await terminal.PrintsAsync($"aws iam list-{list} --query 'length({member})'"));
        Assert.Equal("0", await terminal.PrintsAsync("aws iam list-policies --scope Local --query 'length(Policies)'"));
    }

    [Fact]
    public async Task S3_goes_through_the_whole_cycle()
    {
        var terminal = await server.NewAccountAsync();
        await CycleAsync(await Terraform.OpenAsync(terminal, "s3"));
        Assert.Equal("", await terminal.PrintsAsync("aws s3 ls"));
    }

    [Fact]
    public async Task CloudTrail_goes_through_the_whole_cycle()
    {
        var terminal = await server.NewAccountAsync();
        await CycleAsync(await Terraform.OpenAsync(terminal, "cloudtrail"));
        Assert.Equal("0", await terminal.PrintsAsync("aws cloudtrail describe-trails --query 'length(trailList)'"));
    }

    [Fact]
    public async Task Organizations_converge()
    {
        var terminal = await server.ManagementAsync();
        // A closed account stays in its unit for 90 days, so this tree cannot be destroyed at once.
        await ConvergeAsync(await Terraform.OpenAsync(terminal, "organizations"), "-var run=cycle");
    }

    [Fact]
    public async Task An_old_module_applies_twice_without_a_change()
    {
        var terminal = await server.NewAccountAsync();
        await CycleAsync(await Terraform.OpenAsync(terminal, "old-module"));
        Assert.Equal("", await terminal.PrintsAsync("aws s3 ls"));
    }

    [Fact]
    public async Task An_ssh_key_changes_its_encoding_and_is_a_users_once()
    {
        var terraform = await Terraform.OpenAsync(await server.NewAccountAsync(), "ssh-key");
        Assert.Equal((4, 0, 0), await terraform.ApplyAsync(""));
        Nothing(await terraform.PlanAsync(""));
        Assert.Equal("true\n", await terraform.OutputAsync("same"));
        // The provider deletes the key before it uploads it in the other encoding.
        foreach (var options in new[] { "-var encoding=PEM", "-var encoding=SSH" })
        {
            Assert.Equal((1, 0, 1), await terraform.ApplyAsync(options));
            Nothing(await terraform.PlanAsync(options));
            Assert.Equal("true\n", await terraform.OutputAsync("same"));
            await terraform.FailsAsync($"apply -auto-approve {options} -var twice=true", "DuplicateSSHPublicKey: ");
        }
        await terraform.DestroyAsync("");
        Assert.Empty(await terraform.ResourcesAsync());
    }

    static async Task CycleAsync(Terraform terraform)
    {
        await terraform.DestroyAsync(await ConvergeAsync(terraform));
        Assert.Empty(await terraform.ResourcesAsync());
    }

    /// <summary>Everything but the end: returns the variables that it ended with.</summary>
    static async Task<string> ConvergeAsync(Terraform terraform, string variables = "")
    {
        var (added, _, _) = await terraform.ApplyAsync(variables);
        Assert.NotEqual(0, added);
        Nothing(await terraform.PlanAsync(variables));

        var changed = $"-var changed=true {variables}";
        var (again, inPlace, destroyed) = await terraform.ApplyAsync(changed);
        Assert.Equal((0, 0), (again, destroyed));
        Assert.NotEqual(0, inPlace);
        Nothing(await terraform.PlanAsync(changed));

        Nothing(await ImportAsync(terraform, changed));
        return changed;
    }

    static void Nothing(IEnumerable<string> changes)
    {
        var text = string.Join('\n', changes);
        Assert.True(text.Length == 0, text);
    }

    /// <summary>The changes that a plan would make after importing everything that can be imported.</summary>
    static async Task<IEnumerable<string>> ImportAsync(Terraform terraform, string variables)
    {
        var resources = (await terraform.ResourcesAsync()).ToList();
        var again = await terraform.AgainAsync();
        var blocks = resources
            .Where(resource => TerraformImports.Can(resource.Type, resource.Values))
            .Select(resource => TerraformImports.Block(resource.Address, resource.Type, resource.Values));
        await again.WriteAsync("imports.tf", string.Concat(blocks));
        var created = resources
            .Where(resource => !TerraformImports.Can(resource.Type, resource.Values))
            .Select(resource => $"create {resource.Address}: ")
            .ToHashSet();
        return (await again.PlanAsync(variables, TerraformImports.Unread)).Where(change => !created.Contains(change));
    }
}
