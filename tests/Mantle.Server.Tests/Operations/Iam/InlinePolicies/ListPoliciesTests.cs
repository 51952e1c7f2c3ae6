using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

/// <summary>Listing the inline policies of a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class ListPoliciesTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task Pages_hold_every_name_and_survive_changes_between_them()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.PagesWholeAsync($"List{kind}Policies", "member", [], holder.Named("h"));
        foreach (var name in new[] { "d", "b", "c", "a" })
            await root.Iam($"Put{kind}Policy", holder.Named("h"), ("PolicyName", name), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.PagesWholeAsync($"List{kind}Policies", "member", ["a", "b", "c", "d"], holder.Named("H"));
        var first = await root.Iam($"List{kind}Policies", holder.Named("h"), ("MaxItems", "2"));
        await root.Iam($"Delete{kind}Policy", holder.Named("h"), ("PolicyName", "b"));
        Assert.Equal(
            ["c", "d"],
            (await root.Iam($"List{kind}Policies", holder.Named("h"), ("Marker", first.Text("Marker")))).All("member")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", holder.Missing("h"), $"List{kind}Policies", holder.Named("h"));
        await holder.CreateAsync(root, "h");
        await root.NeedsExactlyAsync($"List{kind}Policies", holder.Arn(root, "h"), holder.Shown("h"), holder.Named("h"));
    }
}
