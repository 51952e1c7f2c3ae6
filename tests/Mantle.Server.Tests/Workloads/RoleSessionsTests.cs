using System.Text.Json;
using Mantle.Cli.Client;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Workloads;

/// <summary>
/// <c>mantle sessions revoke</c> ends a role's sessions as the AWS console does
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html"/>).
/// </summary>
public sealed class RoleSessionsTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;
    string role = "";

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        role = await root.NewRoleAsync("deployer", ("Description", "deploys"));
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "deployer"),
            ("PolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:root"))
        );
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "deployer"),
            ("PolicyName", "users"),
            ("PolicyDocument", Documents.Allow("iam:ListUsers"))
        );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Sessions_so_far_are_denied_everything_and_new_ones_work()
    {
        var user = await root.NewUserAsync("ann", Documents.Allow("sts:AssumeRole"));
        var older = await user.AssumeAsync(role);
        await older.Iam("ListUsers");
        using var client = root.Helper(server.Clock);
        var before = await RoleSessions.RevokeAsync(client, "deployer");
        await older.Refused("AccessDenied", null, "ListUsers");

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await user.AssumeAsync(role)).Iam("ListUsers");
        await older.Refused("AccessDenied", null, "ListUsers");
        var policy = await root.Iam("GetRolePolicy", ("RoleName", "deployer"), ("PolicyName", "AWSRevokeOlderSessions"));
        using var document = JsonDocument.Parse(Uri.UnescapeDataString(policy.Text("PolicyDocument")));
        var statement = document.RootElement.GetProperty("Statement")[0];
        Assert.Equal("Deny", statement.GetProperty("Effect").GetString());
        Assert.Equal(before, statement.GetProperty("Condition").GetProperty("DateLessThan").GetProperty("aws:TokenIssueTime").GetString());
    }

    [Fact]
    public async Task The_callers_own_permissions_count_and_an_unknown_role_is_said()
    {
        using var client = (await root.NewUserAsync("ann")).Helper(server.Clock);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<CallException>(() => RoleSessions.RevokeAsync(client, "deployer"))).Error);
        using var own = root.Helper(server.Clock);
        Assert.Equal("NoSuchEntity", (await Assert.ThrowsAsync<CallException>(() => RoleSessions.RevokeAsync(own, "nobody"))).Error);
    }
}
