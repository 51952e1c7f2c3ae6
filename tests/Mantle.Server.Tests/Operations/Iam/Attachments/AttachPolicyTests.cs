using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

/// <summary>Attaching a managed policy to a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class AttachPolicyTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task An_attached_policy_counts_once_however_often_it_is_attached()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p", path: "/x/");
        await holder.CreateAsync(root, "h");
        await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", policy));
        await root.Iam($"Attach{kind}Policy", holder.Named("H"), ("PolicyArn", policy));
        Assert.Equal([policy], (await root.Iam($"ListAttached{kind}Policies", holder.Named("h"))).All("PolicyArn"));
        Assert.Equal("1", (await root.Iam("GetPolicy", ("PolicyArn", policy))).Text("AttachmentCount"));
    }

    [Fact]
    public async Task Policies_of_aws_can_be_attached_too()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        const string Arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", Arn));
        Assert.Equal("1", (await root.Iam("GetPolicy", ("PolicyArn", Arn))).Text("AttachmentCount"));
        Assert.Equal("AWSLambdaBasicExecutionRole", (await root.Iam($"ListAttached{kind}Policies", holder.Named("h"))).Text("PolicyName"));
    }

    [Fact]
    public async Task Ten_policies_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        for (var i = 0; i < 10; i++)
            await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", await root.NewPolicyAsync($"p{i}")));
        var eleventh = await root.NewPolicyAsync("p10");
        await root.Refused(
            "LimitExceeded",
            $"Cannot exceed quota for PoliciesPer{kind}: 10",
            $"Attach{kind}Policy",
            holder.Named("h"),
            ("PolicyArn", eleventh)
        );
        await root.Iam($"Attach{kind}Policy", holder.Named("h"), ("PolicyArn", root.Arn("policy/p0")));
    }

    [Fact]
    public async Task What_is_not_there_or_no_policy_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        foreach (
            var missing in new[] { root.Arn("policy/none"), "arn:aws:iam::aws:policy/NoSuchPolicyAtAll", await other.NewPolicyAsync("p") }
        )
            await root.Refused(
                "NoSuchEntity",
                $"Policy {missing} does not exist or is not attachable.",
                $"Attach{kind}Policy",
                holder.Named("h"),
                ("PolicyArn", missing)
            );
        await root.Refused(
            "ValidationError",
            "Invalid ARN:  Could not be parsed!",
            $"Attach{kind}Policy",
            holder.Named("h"),
            ("PolicyArn", "longpolicynamebutnoarn")
        );
        await root.Refused(
            "InvalidInput",
            $"ARN {root.Arn("role/no-policy")} is not valid.",
            $"Attach{kind}Policy",
            holder.Named("h"),
            ("PolicyArn", root.Arn("role/no-policy"))
        );
        await root.Refused(
            "NoSuchEntity",
            holder.Missing("none"),
            $"Attach{kind}Policy",
            holder.Named("none"),
            ("PolicyArn", await root.NewPolicyAsync("p"))
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_whatever_the_policy()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await holder.CreateAsync(root, "h");
        await root.NeedsExactlyAsync(
            $"Attach{kind}Policy",
            holder.Arn(root, "h"),
            holder.Shown("h"),
            holder.Named("h"),
            ("PolicyArn", policy)
        );
    }

    [Fact]
    public async Task The_policy_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await holder.CreateAsync(root, "h");
        await root.NeedsConditionAsync(
            $"Attach{kind}Policy",
            $$$"""{"ArnEquals":{"iam:PolicyARN":"{{{policy}}}"}}""",
            """{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/*"}}""",
            holder.Named("h"),
            ("PolicyArn", policy)
        );
    }
}
