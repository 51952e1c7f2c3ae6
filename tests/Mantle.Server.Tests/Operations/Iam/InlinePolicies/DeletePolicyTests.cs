using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

/// <summary>Deleting an inline policy of a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class DeletePolicyTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task A_deleted_policy_is_gone_and_the_others_stay()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        foreach (var name in new[] { "p", "q" })
            await root.Iam($"Put{kind}Policy", holder.Named("h"), ("PolicyName", name), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.Iam($"Delete{kind}Policy", holder.Named("H"), ("PolicyName", "p"));
        Assert.Equal(["q"], (await root.Iam($"List{kind}Policies", holder.Named("h"))).All("member"));
        await root.Refused(
            "NoSuchEntity",
            $"The {holder.Lower} policy with name p cannot be found.",
            $"Delete{kind}Policy",
            holder.Named("h"),
            ("PolicyName", "p")
        );
        await root.Refused("NoSuchEntity", holder.Missing("none"), $"Delete{kind}Policy", holder.Named("none"), ("PolicyName", "p"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.Iam($"Put{kind}Policy", holder.Named("h"), ("PolicyName", "p"), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.NeedsExactlyAsync(
            $"Delete{kind}Policy",
            holder.Arn(root, "h"),
            holder.Shown("h"),
            holder.Named("h"),
            ("PolicyName", "p")
        );
    }
}
