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
    [InlineData("not valid json", "This policy contains invalid Json")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"s3:GetObject"}]}""",
        "AssumeRole policy may only specify STS AssumeRole actions."
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
             "Action":"sts:AssumeRole","Resource":"*"}]}
            """,
        "Has prohibited field Resource"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}""",
        "Missing required field Principal"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""",
        "Has prohibited field NotPrincipal"
    )]
    public async Task A_document_that_is_no_trust_policy_is_malformed(string document, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused("MalformedPolicyDocument", message, "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", document));
    }

    [Fact]
    public async Task A_trust_policy_has_2048_characters_at_most_white_space_not_counted()
    {
        var root = await server.NewAccountAsync();
        string Padded(int length) =>
            Documents.Trust(root.AccountId, $$$"""{"StringEquals":{"sts:ExternalId":"{{{new string('x', length)}}}"}}""");
        var room = 2_048 - Padded(0).Count(c => !char.IsWhiteSpace(c));
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ACLSizePerRole: 2048",
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", Padded(room + 1))
        );
        await root.Iam(
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", Padded(room).Replace("\"Action\"", new string(' ', 500) + "\"Action\"", StringComparison.Ordinal))
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
                            Arn = root.Arn($"role/r{i}"),
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

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services"/>
    /// </summary>
    [Theory]
    [InlineData("ec2.amazonaws.com", true)]
    [InlineData("states.eu-west-1.amazonaws.com", true)]
    [InlineData("ops.apigateway.amazonaws.com", true)]
    [InlineData("member.org.stacksets.cloudformation.amazonaws.com", true)]
    [InlineData("ec2.amazonaws.com.cn", true)]
    [InlineData("ec2.example.com", false)]
    [InlineData("EC2.amazonaws.com", false)]
    [InlineData("ec2.amazonaws.com.evil.example", false)]
    [InlineData("amazonaws.com", false)]
    [InlineData("ec2_x.amazonaws.com", false)]
    public async Task A_service_is_trusted_by_the_form_that_its_principal_has(string principal, bool isService)
    {
        var root = await server.NewAccountAsync();
        var trust = IamCalls.Ec2Trust.Replace("ec2.amazonaws.com", principal, StringComparison.Ordinal);
        if (isService)
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust));
        else
            await root.Refused(
                "MalformedPolicyDocument",
                $"Invalid principal in policy: \"SERVICE\":\"{principal}\"",
                "CreateRole",
                ("RoleName", "r"),
                ("AssumeRolePolicyDocument", trust)
            );
    }
}
