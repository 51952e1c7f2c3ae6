using Mantle.Core.Accounts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Users;

[Collection(ServerCollection.Name)]
public class CreateUserTests(TestServer server)
{
    [Fact]
    public async Task A_user_has_its_path_in_its_arn_and_tags_and_boundary_only_where_given()
    {
        var root = await server.NewAccountAsync();
        var plain = await root.Iam("CreateUser", ("UserName", "alice"));
        Assert.Equal("Arn CreateDate Path UserId UserName", plain.Members("User"));
        Assert.Equal(root.Arn("user/alice"), plain.Text("Arn"));
        Assert.Equal("/", plain.Text("Path"));
        Assert.Matches("^AIDA[A-Z2-7]{17}$", plain.Text("UserId"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", plain.Text("CreateDate"));

        var full = await root.Iam(
            "CreateUser",
            ("UserName", "bob"),
            ("Path", "/team/a/"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", ""),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
        Assert.Equal("Arn CreateDate Path PermissionsBoundary Tags UserId UserName", full.Members("User"));
        Assert.Equal(root.Arn("user/team/a/bob"), full.Text("Arn"));
        Assert.Equal(("k", ""), (full.Text("Key"), full.Text("Value")));
        Assert.Equal("Policy", full.Text("PermissionsBoundaryType"));
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", full.Text("PermissionsBoundaryArn"));
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "Alice"));
        await root.Refused(
            "EntityAlreadyExists",
            "User with name alice already exists.",
            "CreateUser",
            ("UserName", "alice"),
            ("Path", "/other/")
        );
    }

    [Fact]
    public async Task A_boundary_must_be_a_policy_that_exists()
    {
        var root = await server.NewAccountAsync();
        var missing = root.Arn("policy/missing");
        await root.Refused(
            "NoSuchEntity",
            $"Scope ARN: {missing} does not exist or is not attachable.",
            "CreateUser",
            ("UserName", "a"),
            ("PermissionsBoundary", missing)
        );
        var other = root.Arn("not_a_policy/invalid");
        await root.Refused("InvalidInput", $"ARN {other} is not valid.", "CreateUser", ("UserName", "a"), ("PermissionsBoundary", other));
    }

    [Theory]
    [InlineData("k", "K", "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")]
    [InlineData("aws:k", "l", "InvalidInput", "Tag keys beginning with 'aws:' are reserved for system use.")]
    public async Task Tag_keys_are_unique_ignoring_case_and_do_not_begin_with_aws(string first, string second, string code, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            code,
            message,
            "CreateUser",
            ("UserName", "a"),
            ("Tags.member.1.Key", first),
            ("Tags.member.1.Value", "1"),
            ("Tags.member.2.Key", second),
            ("Tags.member.2.Value", "2")
        );
    }

    [Fact]
    public async Task More_tags_than_the_quota_are_a_broken_constraint()
    {
        var root = await server.NewAccountAsync();
        var tags = Enumerable.Range(1, 51).SelectMany(i => new[] { ($"Tags.member.{i}.Key", $"k{i}"), ($"Tags.member.{i}.Value", "v") });
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
            "CreateUser",
            [("UserName", "a"), .. tags]
        );
    }

    [Fact]
    public async Task An_account_has_five_thousand_users_at_most()
    {
        var root = await server.NewAccountAsync();
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 5_000; i++)
                    change.Put(
                        new User
                        {
                            Name = $"u{i}",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.User),
                            Arn = Arn.Parse(root.Arn($"user/u{i}")),
                            CreateDate = change.Time,
                        }
                    );
            }
        );
        await root.Refused("LimitExceeded", "Cannot exceed quota for UsersPerAccount: 5000", "CreateUser", ("UserName", "a"));
        await root.Iam("DeleteUser", ("UserName", "u0"));
        await root.Iam("CreateUser", ("UserName", "a"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_arn_that_the_user_will_have()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("user/team/x");
        await root.NeedsExactlyAsync("CreateUser", arn, arn, ("UserName", "x"), ("Path", "/team/"));
    }

    [Fact]
    public async Task A_denial_has_an_id_that_resolves_to_it()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("nobody");
        var refused = await user.Refused("AccessDenied", null, "CreateUser", ("UserName", "x"));
        Assert.True(refused.Headers.Contains("x-mantle-authorization-id"));
    }

    [Fact]
    public async Task The_boundary_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsConditionAsync(
            "CreateUser",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            """{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/AdministratorAccess"}}""",
            ("UserName", "x"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
    }

    [Fact]
    public async Task Making_a_user_with_tags_takes_permission_to_tag_it_too()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:CreateUser"));
        (string, string)[] request = [("UserName", "x"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red")];
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:TagUser on resource: {root.Arn("user/x")} "
                + $"because no identity-based policy allows the iam:TagUser action",
            "CreateUser",
            request
        );
        await root.PutPolicyAsync("caller", IamCalls.AllowWhere("iam:*User", """{"StringEquals":{"aws:RequestTag/team":"blue"}}"""));
        await caller.Refused("AccessDenied", null, "CreateUser", request);
        await root.PutPolicyAsync(
            "caller",
            IamCalls.AllowWhere(
                "iam:*User",
                """{"StringEquals":{"aws:RequestTag/team":"red"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"""
            )
        );
        await caller.Iam("CreateUser", request);
    }
}
