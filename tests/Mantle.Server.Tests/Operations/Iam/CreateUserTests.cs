using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

[Collection(ServerCollection.Name)]
public class CreateUserTests(TestServer server)
{
    [Fact]
    public async Task A_user_has_its_path_in_its_arn_and_tags_only_where_given()
    {
        var root = await server.NewAccountAsync();
        var plain = await root.Iam("CreateUser", ("UserName", "alice"));
        Assert.Equal($"arn:aws:iam::{root.AccountId}:user/alice", plain.Text("Arn"));
        Assert.Equal("/", plain.Text("Path"));
        Assert.StartsWith("AIDA", plain.Text("UserId"));
        Assert.Equal("2026-03-01T12:00:00Z", plain.Text("CreateDate")[..11] + "12:00:00Z");
        Assert.Null(plain.Find("Tags"));
        Assert.Null(plain.Find("PermissionsBoundary"));

        var full = await root.Iam("CreateUser", ("UserName", "bob"), ("Path", "/team/a/"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", ""),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Assert.Equal($"arn:aws:iam::{root.AccountId}:user/team/a/bob", full.Text("Arn"));
        Assert.Equal("k", full.Text("Key"));
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", full.Text("PermissionsBoundaryArn"));
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "Alice"));
        await root.RefusedAsync("EntityAlreadyExists", "User with name alice already exists.", "iam", "CreateUser", ("UserName", "alice"), ("Path", "/other/"));
    }

    [Fact]
    public async Task A_user_without_permission_is_told_which_policy_type_did_not_allow_it()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("nobody");
        var refused = await user.RefusedAsync("AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:user/nobody is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::{root.AccountId}:user/x because no identity-based policy allows the iam:CreateUser action",
            "iam", "CreateUser", ("UserName", "x"));
        Assert.True(refused.Headers.Contains("x-mantle-authorization-id"));
    }

    [Fact]
    public async Task Exactly_the_permission_on_that_user_is_enough()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("creator", Documents.Allow("iam:CreateUser", $"arn:aws:iam::{root.AccountId}:user/x"));
        await user.Iam("CreateUser", ("UserName", "x"));
        await user.RefusedAsync("AccessDenied", null, "iam", "CreateUser", ("UserName", "y"));
    }
}
