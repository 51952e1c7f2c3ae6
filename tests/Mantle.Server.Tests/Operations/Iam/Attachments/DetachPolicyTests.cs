using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

/// <summary>Detaching a managed policy from a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class DetachPolicyTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task A_detached_policy_counts_no_more_and_detaching_it_again_finds_none()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await holder.CreateAsync(root, "h");
        await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", policy));
        await root.Iam($"Detach{kind}Policy", holder.Named("H"), ("PolicyArn", policy));
        Assert.Equal("0", (await root.Iam("GetPolicy", ("PolicyArn", policy))).Text("AttachmentCount"));
        Assert.Equal("", (await root.Iam($"ListAttached{kind}Policies", holder.Named("h"))).Members("AttachedPolicies"));
        await root.Refused(
            "NoSuchEntity",
            $"Policy {policy} was not found.",
            $"Detach{kind}Policy",
            holder.Named("h"),
            ("PolicyArn", policy)
        );
    }

    [Fact]
    public async Task What_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        var missing = root.Arn("policy/none");
        await root.Refused(
            "NoSuchEntity",
            $"Policy {missing} was not found.",
            $"Detach{kind}Policy",
            holder.Named("h"),
            ("PolicyArn", missing)
        );
        await root.Refused("NoSuchEntity", holder.Missing("none"), $"Detach{kind}Policy", holder.Named("none"), ("PolicyArn", missing));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_and_the_policy_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await holder.CreateAsync(root, "h");
        (string, string)[] request = [holder.Named("h"), ("PolicyArn", policy)];
        await root.Iam($"Attach{kind}Policy", request);
        await root.NeedsExactlyAsync($"Detach{kind}Policy", holder.Arn(root, "h"), holder.Shown("h"), request);
        await root.Iam($"Attach{kind}Policy", request);
        await root.NeedsConditionAsync(
            $"Detach{kind}Policy",
            $$$"""{"ArnEquals":{"iam:PolicyARN":"{{{policy}}}"}}""",
            """{"Null":{"iam:PolicyARN":"true"}}""",
            request
        );
    }
}
