using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Boundaries;

/// <summary>Removing the permissions boundary of a user and a role: the rules that are the same for both.</summary>
public abstract class DeletePermissionsBoundaryTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task The_boundary_is_gone_and_its_policy_free()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await holder.CreateAsync(root, "h");
        await root.Iam($"Put{kind}PermissionsBoundary", holder.Named("h"), ("PermissionsBoundary", policy));
        await root.Iam($"Delete{kind}PermissionsBoundary", holder.Named("H"));
        Assert.Null((await root.Iam($"Get{kind}", holder.Named("h"))).Find("PermissionsBoundary"));
        await root.Iam("DeletePolicy", ("PolicyArn", policy));
        var again = await root.SendAsync("iam", $"Delete{kind}PermissionsBoundary", holder.Named("h"));
        Assert.Equal("NoSuchEntity", again.Code);
        await root.Refused("NoSuchEntity", holder.Missing("none"), $"Delete{kind}PermissionsBoundary", holder.Named("none"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_and_the_old_boundary_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        (string, string) boundary = ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess");
        await holder.CreateAsync(root, "h");
        await root.Iam($"Put{kind}PermissionsBoundary", holder.Named("h"), boundary);
        await root.NeedsConditionAsync(
            $"Delete{kind}PermissionsBoundary",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            """{"StringNotEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            holder.Named("h")
        );
        await root.Iam($"Put{kind}PermissionsBoundary", holder.Named("h"), boundary);
        await root.NeedsExactlyAsync($"Delete{kind}PermissionsBoundary", holder.Arn(root, "h"), holder.Shown("h"), holder.Named("h"));
    }
}
