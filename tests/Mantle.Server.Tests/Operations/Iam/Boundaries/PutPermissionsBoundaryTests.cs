using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Boundaries;

/// <summary>Setting the permissions boundary of a user and a role: the rules that are the same for both.</summary>
public abstract class PutPermissionsBoundaryTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task The_boundary_is_shown_counted_and_replaced()
    {
        var root = await server.NewAccountAsync();
        var first = await root.NewPolicyAsync("first");
        var second = await root.NewPolicyAsync("second");
        await holder.CreateAsync(root, "h");
        await root.Iam($"Put{kind}PermissionsBoundary", holder.Named("h"), ("PermissionsBoundary", first));
        await root.Iam($"Put{kind}PermissionsBoundary", holder.Named("H"), ("PermissionsBoundary", second));
        var answer = await root.Iam($"Get{kind}", holder.Named("h"));
        Assert.Equal(("Policy", second), (answer.Text("PermissionsBoundaryType"), answer.Text("PermissionsBoundaryArn")));
        Assert.Equal("0", (await root.Iam("GetPolicy", ("PolicyArn", first))).Text("PermissionsBoundaryUsageCount"));
        Assert.Equal("1", (await root.Iam("GetPolicy", ("PolicyArn", second))).Text("PermissionsBoundaryUsageCount"));
    }

    [Fact]
    public async Task What_is_not_there_or_no_policy_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        var missing = root.Arn("policy/none");
        await root.Refused(
            "NoSuchEntity",
            $"Scope ARN: {missing} does not exist or is not attachable.",
            $"Put{kind}PermissionsBoundary",
            holder.Named("h"),
            ("PermissionsBoundary", missing)
        );
        var other = root.Arn("not_a_policy/invalid");
        await root.Refused(
            "InvalidInput",
            $"ARN {other} is not valid.",
            $"Put{kind}PermissionsBoundary",
            holder.Named("h"),
            ("PermissionsBoundary", other)
        );
        await root.Refused(
            "NoSuchEntity",
            holder.Missing("none"),
            $"Put{kind}PermissionsBoundary",
            holder.Named("none"),
            ("PermissionsBoundary", await root.NewPolicyAsync("p"))
        );
    }

    [Fact]
    public async Task A_policy_of_service_linked_roles_is_no_boundary()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        const string ServiceRolePolicy = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
        foreach (
            var (action, name, more) in new[]
            {
                ($"Put{kind}PermissionsBoundary", "h", Array.Empty<(string, string)>()),
                ($"Create{kind}", "new", kind == "Role" ? [("AssumeRolePolicyDocument", Documents.Trust(root.AccountId))] : []),
            }
        )
            await root.Refused(
                "PolicyNotAttachable",
                "Cannot attach a Service Role Policy to a Customer Role.",
                action,
                [holder.Named(name), ("PermissionsBoundary", ServiceRolePolicy), .. more]
            );
        Assert.Null((await root.Iam($"Get{kind}", holder.Named("h"))).Find("PermissionsBoundary"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_and_the_new_boundary_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.Iam(
            $"Put{kind}PermissionsBoundary",
            holder.Named("h"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess")
        );
        (string, string)[] request = [holder.Named("h"), ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")];
        await root.NeedsConditionAsync(
            $"Put{kind}PermissionsBoundary",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/AdministratorAccess"}}""",
            request
        );
        await root.NeedsExactlyAsync($"Put{kind}PermissionsBoundary", holder.Arn(root, "h"), holder.Shown("h"), request);
    }
}
