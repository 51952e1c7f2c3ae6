using Mantle.Core.Accounts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class CreateRoleTests(TestServer server)
{
    [Fact]
    public async Task The_answer_has_neither_description_nor_duration_nor_last_use()
    {
        var root = await server.NewAccountAsync();
        var plain = await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", IamCalls.Ec2Trust));
        Assert.Equal("Arn AssumeRolePolicyDocument CreateDate Path RoleId RoleName", plain.Members("Role"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", plain.Text("RoleId"));
        Assert.Equal(
            (root.Arn("role/r"), Uri.EscapeDataString(IamCalls.Ec2Trust)),
            (plain.Text("Arn"), plain.Text("AssumeRolePolicyDocument"))
        );

        var full = await root.Iam(
            "CreateRole",
            ("RoleName", "s"),
            ("Path", "/p/"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust),
            ("Description", "d"),
            ("MaxSessionDuration", "7200"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        Assert.Equal("Arn AssumeRolePolicyDocument CreateDate Path PermissionsBoundary RoleId RoleName Tags", full.Members("Role"));
        Assert.Equal(root.Arn("role/p/s"), full.Text("Arn"));
        var read = await root.Iam("GetRole", ("RoleName", "s"));
        Assert.Equal(("d", "7200"), (read.Text("Description"), read.Text("MaxSessionDuration")));
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("Deploy");
        await root.Refused(
            "EntityAlreadyExists",
            "Role with name deploy already exists.",
            "CreateRole",
            ("RoleName", "deploy"),
            ("Path", "/p/"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust)
        );
    }

    [Theory]
    [InlineData("3599", "Member must have value greater than or equal to 3600")]
    [InlineData("43201", "Member must have value less than or equal to 43200")]
    public async Task A_session_lasts_an_hour_to_twelve(string seconds, string constraint)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "ValidationError",
            $"1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: {constraint}",
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust),
            ("MaxSessionDuration", seconds)
        );
    }

    [Fact]
    public async Task A_boundary_must_be_a_policy_that_exists()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            $"Scope ARN: {root.Arn("policy/none")} does not exist or is not attachable.",
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust),
            ("PermissionsBoundary", root.Arn("policy/none"))
        );
    }

    [Fact]
    public async Task An_account_has_a_thousand_roles_at_most()
    {
        var root = await server.NewAccountAsync();
        var trust = new TrustPolicy(
            PolicyText.Of(IamCalls.Ec2Trust),
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
        );
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 1_000; i++)
                    change.Put(
                        new Role
                        {
                            Name = $"r{i}",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.Role),
                            Arn = Arn.Parse(root.Arn($"role/r{i}")),
                            CreateDate = change.Time,
                            Trust = trust,
                        }
                    );
            }
        );
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for RolesPerAccount: 1000",
            "CreateRole",
            ("RoleName", "a"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_arn_that_the_role_will_have()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync(
            "CreateRole",
            root.Arn("role/p/r"),
            root.Arn("role/p/r"),
            ("RoleName", "r"),
            ("Path", "/p/"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust)
        );
    }

    [Fact]
    public async Task Making_a_role_with_tags_takes_permission_to_tag_it_too()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:CreateRole"));
        (string, string)[] request =
        [
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
        ];
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:TagRole on resource: {root.Arn("role/r")} "
                + $"because no identity-based policy allows the iam:TagRole action",
            "CreateRole",
            request
        );
        await root.PutPolicyAsync("caller", Documents.Allow("iam:*Role", root.Arn("role/r")));
        await caller.Iam("CreateRole", request);
    }

    [Fact]
    public async Task The_boundary_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsConditionAsync(
            "CreateRole",
            """{"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}""",
            """{"Null":{"iam:PermissionsBoundary":"true"}}""",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", IamCalls.Ec2Trust),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
    }
}
