using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

/// <summary>Listing the attached policies of a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class ListAttachedPoliciesTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task Pages_hold_every_attached_policy_and_a_path_prefix_narrows_them()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.PagesWholeAsync($"ListAttached{kind}Policies", "PolicyArn", [], holder.Named("h"));
        var policies = new[]
        {
            await root.NewPolicyAsync("c"),
            await root.NewPolicyAsync("b", path: "/x/"),
            await root.NewPolicyAsync("a", path: "/x/y/"),
            "arn:aws:iam::aws:policy/ReadOnlyAccess",
        };
        foreach (var policy in policies)
            await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", policy));
        Assert.Equal("PolicyArn PolicyName", (await root.Iam($"ListAttached{kind}Policies", holder.Named("H"))).Members("member"));
        await root.PagesWholeAsync(
            $"ListAttached{kind}Policies",
            "PolicyArn",
            [.. policies.Order(StringComparer.Ordinal)],
            holder.Named("h")
        );
        await root.PagesWholeAsync($"ListAttached{kind}Policies", "PolicyName", ["b", "a"], holder.Named("h"), ("PathPrefix", "/x/"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", holder.Missing("h"), $"ListAttached{kind}Policies", holder.Named("h"));
        await holder.CreateAsync(root, "h");
        await root.NeedsExactlyAsync($"ListAttached{kind}Policies", holder.Arn(root, "h"), holder.Shown("h"), holder.Named("h"));
    }
}
