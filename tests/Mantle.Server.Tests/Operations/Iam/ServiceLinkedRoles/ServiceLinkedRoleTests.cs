using Mantle.Core.Catalog;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceLinkedRoles;

/// <summary>
/// Service-linked roles: made, protected from everyone but their service, deleted
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class ServiceLinkedRoleTests(TestServer server)
{
    [Fact]
    public async Task A_role_has_the_name_path_policy_and_trust_of_its_service()
    {
        var root = await server.NewAccountAsync();
        var made = await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"), ("Description", "for ECS"));
        Assert.Equal("Arn AssumeRolePolicyDocument CreateDate Path RoleId RoleName", made.Members("Role"));
        Assert.Equal(root.Arn("role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"), made.Text("Arn"));
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"]"""
                + ""","Effect":"Allow","Principal":{"Service":["ecs.amazonaws.com"]}}]}""",
            Uri.UnescapeDataString(made.Text("AssumeRolePolicyDocument"))
        );
        var role = await root.Iam("GetRole", ("RoleName", "AWSServiceRoleForECS"));
        Assert.Equal("for ECS", role.Text("Description"));
        const string trust =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"}"""
            + ""","Action":"sts:AssumeRole"}]}""";
        Assert.Equal(trust, Uri.UnescapeDataString(role.Text("AssumeRolePolicyDocument")));
        Assert.Equal(trust, Uri.UnescapeDataString((await root.Iam("ListRoles")).Text("AssumeRolePolicyDocument")));
        var policies = await root.Iam("ListAttachedRolePolicies", ("RoleName", "AWSServiceRoleForECS"));
        Assert.Equal("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy", policies.Text("PolicyArn"));
    }

    /// <summary><see href="https://docs.aws.amazon.com/lex/latest/dg/howitworks-service-permissions.html"/></summary>
    [Fact]
    public async Task The_role_of_Lex_has_the_policy_that_accounts_have()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "lex.amazonaws.com"));
        var policies = await root.Iam("ListAttachedRolePolicies", ("RoleName", "AWSServiceRoleForLexBots"));
        Assert.Equal("arn:aws:iam::aws:policy/aws-service-role/AmazonLexBotPolicy", policies.Text("PolicyArn"));
        Assert.Contains(
            "polly%3ASynthesizeSpeech",
            (
                await root.Iam(
                    "GetPolicyVersion",
                    ("PolicyArn", "arn:aws:iam::aws:policy/aws-service-role/AmazonLexBotPolicy"),
                    ("VersionId", "v2")
                )
            ).Text("Document")
        );
    }

    [Fact]
    public async Task A_suffix_tells_several_apart_where_the_service_allows_it()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "autoscaling.amazonaws.com"));
        await root.Refused(
            "InvalidInput",
            "Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try a different suffix.",
            "CreateServiceLinkedRole",
            ("AWSServiceName", "autoscaling.amazonaws.com")
        );
        var second = await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "autoscaling.amazonaws.com"), ("CustomSuffix", "blue"));
        Assert.Equal("AWSServiceRoleForAutoScaling_blue", second.Text("RoleName"));
        await root.Refused(
            "InvalidInput",
            "Custom suffix is not allowed for ecs.amazonaws.com",
            "CreateServiceLinkedRole",
            ("AWSServiceName", "ecs.amazonaws.com"),
            ("CustomSuffix", "blue")
        );
        await root.Refused(
            "InvalidInput",
            "Cannot find Service Linked Role template for nobody.amazonaws.com",
            "CreateServiceLinkedRole",
            ("AWSServiceName", "nobody.amazonaws.com")
        );
    }

    public static TheoryData<string, string[]> Changes =>
        new()
        {
            { "DeleteRole", [] },
            { "AttachRolePolicy", ["PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"] },
            { "DetachRolePolicy", ["PolicyArn", "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"] },
            { "PutRolePolicy", ["PolicyName", "p", "PolicyDocument", IamCalls.AnyPolicy] },
            { "DeleteRolePolicy", ["PolicyName", "p"] },
            { "UpdateAssumeRolePolicy", ["PolicyDocument", IamCalls.Ec2Trust] },
            { "UpdateRole", ["MaxSessionDuration", "7200"] },
            { "PutRolePermissionsBoundary", ["PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"] },
            { "DeleteRolePermissionsBoundary", [] },
            { "AddRoleToInstanceProfile", ["InstanceProfileName", "p"] },
            { "RemoveRoleFromInstanceProfile", ["InstanceProfileName", "p"] },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_its_service_controls_cannot_be_changed(string action, string[] more)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "p"));
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"));
        await root.Refused(
            "UnmodifiableEntity",
            "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only modifiable by AWS",
            action,
            [("RoleName", "AWSServiceRoleForECS"), .. more.Chunk(2).Select(pair => (pair[0], pair[1]))]
        );
    }

    [Fact]
    public async Task Its_description_and_tags_are_the_accounts()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"));
        await root.Iam("UpdateRole", ("RoleName", "AWSServiceRoleForECS"), ("Description", "new"));
        Assert.Equal("new", (await root.Iam("GetRole", ("RoleName", "AWSServiceRoleForECS"))).Text("Description"));
        await root.Iam("TagRole", ("RoleName", "AWSServiceRoleForECS"), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b"));
    }

    [Fact]
    public async Task Deletion_is_a_task_whose_outcome_can_be_asked_for_also_after_a_restart()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"));
        var task = (await root.Iam("DeleteServiceLinkedRole", ("RoleName", "AWSServiceRoleForECS"))).Text("DeletionTaskId");
        Assert.Matches("^task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/[0-9a-f-]{36}$", task);
        await root.Refused("NoSuchEntity", null, "GetRole", ("RoleName", "AWSServiceRoleForECS"));
        Assert.Equal("SUCCEEDED", (await root.Iam("GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", task))).Text("Status"));
        await root.Refused("NoSuchEntity", null, "GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", task + "0"));
        await root.Refused("InvalidInput", null, "GetServiceLinkedRoleDeletionStatus", ("DeletionTaskId", "nothing"));
        await root.NewRoleAsync("plain");
        await root.Refused("NoSuchEntity", null, "DeleteServiceLinkedRole", ("RoleName", "plain"));
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"));
    }

    [Fact]
    public async Task The_service_name_can_be_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsConditionAsync(
            "CreateServiceLinkedRole",
            """{"StringEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}}""",
            """{"StringEquals":{"iam:AWSServiceName":"es.amazonaws.com"}}""",
            ("AWSServiceName", "ecs.amazonaws.com")
        );
    }

    [Fact]
    public async Task A_policy_of_service_linked_roles_cannot_be_attached_elsewhere()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("plain");
        await root.Refused(
            "PolicyNotAttachable",
            "Cannot attach a Service Role Policy to a Customer Role.",
            "AttachRolePolicy",
            ("RoleName", "plain"),
            ("PolicyArn", "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")
        );
    }

    [Fact]
    public void Every_template_holds_a_policy_that_AWS_manages_for_it() =>
        Assert.All(
            Mantle.Core.Catalog.ServiceLinkedRoles.All,
            template => Assert.Equal("/aws-service-role/", AwsManagedPolicies.Find(template.PolicyArn)?.Path)
        );
}
