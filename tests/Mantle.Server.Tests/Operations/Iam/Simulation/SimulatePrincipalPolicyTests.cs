using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

[Collection(ServerCollection.Name)]
public class SimulatePrincipalPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_user_has_its_own_policies_and_those_of_its_groups()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("alice", Documents.Allow("s3:*"));
        await root.Iam(
            "AttachUserPolicy",
            ("UserName", "alice"),
            ("PolicyArn", await root.NewPolicyAsync("own", Documents.Allow("s3:Get*"), "/team/"))
        );
        await root.Iam("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        await root.Iam("CreateGroup", ("GroupName", "devs"));
        await root.Iam(
            "PutGroupPolicy",
            ("GroupName", "devs"),
            ("PolicyName", "inline"),
            ("PolicyDocument", Documents.Allow("s3:GetObject"))
        );
        await root.Iam("AddUserToGroup", ("GroupName", "devs"), ("UserName", "alice"));

        var answer = await root.SimulateAsAsync(
            root.Arn("user/alice"),
            "s3:GetObject",
            ("PolicyInputList.member.1", Documents.Allow("s3:G*"))
        );
        Assert.Equal("allowed", answer.Decision());
        Assert.Equal(["user_alice_policy", "own", "AmazonS3ReadOnlyAccess", "group_devs_inline", "PolicyInputList.1"], answer.Sources());
        Assert.All(answer.All("SourcePolicyType"), type => Assert.Equal("IAM Policy", type));
    }

    [Fact]
    public async Task Groups_and_roles_can_be_simulated_too()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "devs"), ("Path", "/a/"));
        await root.Iam("PutGroupPolicy", ("GroupName", "devs"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("s3:GetObject")));
        Assert.Equal(["group_devs_p"], (await root.SimulateAsAsync(root.Arn("group/a/devs"), "s3:GetObject")).Sources());

        var role = await root.NewRoleAsync("deploy");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "deploy"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("s3:GetObject", $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{role}}}"}}"""))
        );
        var answer = await root.SimulateAsAsync(role, "s3:GetObject");
        Assert.Equal("allowed", answer.Decision());
        Assert.Equal(["role_deploy_p"], answer.Sources());
    }

    [Fact]
    public async Task The_boundary_of_the_request_replaces_the_users()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("alice", Documents.Allow("s3:*"));
        await root.Iam(
            "PutUserPermissionsBoundary",
            ("UserName", "alice"),
            ("PermissionsBoundary", await root.NewPolicyAsync("limit", Documents.Allow("s3:List*")))
        );
        Assert.Equal("false", (await root.SimulateAsAsync(root.Arn("user/alice"), "s3:GetObject")).Text("AllowedByPermissionsBoundary"));
        var listed = await root.SimulateAsAsync(root.Arn("user/alice"), "s3:ListBucket");
        Assert.Equal("allowed", listed.Decision());
        Assert.Equal(["user_alice_policy", "limit"], listed.Sources());
        var replaced = await root.SimulateAsAsync(
            root.Arn("user/alice"),
            "s3:GetObject",
            ("PermissionsBoundaryPolicyInputList.member.1", Documents.Allow("s3:Get*"))
        );
        Assert.Equal("allowed", replaced.Decision());
    }

    [Fact]
    public async Task The_users_name_and_tags_are_known_and_another_caller_takes_their_place()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("alice", Documents.Allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/${aws:PrincipalTag/team}"));
        await root.Iam("TagUser", ("UserName", "alice"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        var alice = root.Arn("user/alice");
        Assert.Equal(
            "allowed",
            (await root.SimulateAsAsync(alice, "s3:GetObject", ("ResourceArns.member.1", "arn:aws:s3:::b/alice/blue"))).Decision()
        );
        Assert.Equal(
            "implicitDeny",
            (await root.SimulateAsAsync(alice, "s3:GetObject", ("ResourceArns.member.1", "arn:aws:s3:::b/bob/blue"))).Decision()
        );
        Assert.Equal(
            "implicitDeny",
            (
                await root.SimulateAsAsync(
                    alice,
                    "s3:GetObject",
                    ("ResourceArns.member.1", "arn:aws:s3:::b/alice/blue"),
                    ("CallerArn", root.Arn("user/bob"))
                )
            ).Decision()
        );
        Assert.Equal(
            "allowed",
            (
                await root.SimulateAsAsync(
                    alice,
                    "s3:GetObject",
                    [
                        ("ResourceArns.member.1", "arn:aws:s3:::b/bob/red"),
                        ("CallerArn", root.Arn("user/bob")),
                        .. SimulationCalls.Context("aws:PrincipalTag/team", "string", "red"),
                    ]
                )
            ).Decision()
        );
    }

    [Fact]
    public async Task A_resource_policy_sees_the_user_and_needs_a_caller_for_a_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("alice");
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{root.Arn("user/alice")}}"},
             "Action":"s3:GetObject","Resource":"*"}]}
            """;
        (string, string)[] request = [("ResourceArns.member.1", "arn:aws:s3:::b/k"), ("ResourcePolicy", policy)];
        Assert.Equal("allowed", (await root.SimulateAsAsync(root.Arn("user/alice"), "s3:GetObject", request)).Decision());

        var role = await root.NewRoleAsync("deploy");
        await root.Refused(
            "InvalidInput",
            "Invalid caller - Caller cannot be null or empty.",
            "SimulatePrincipalPolicy",
            [("PolicySourceArn", role), ("ActionNames.member.1", "s3:GetObject"), .. request]
        );
        Assert.Equal(
            "allowed",
            (await root.SimulateAsAsync(role, "s3:GetObject", [.. request, ("CallerArn", root.Arn("user/alice"))])).Decision()
        );
    }

    [Fact]
    public async Task Who_is_not_there_and_what_is_nobody_are_told_apart()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "alice"), ("Path", "/team/"));
        Task<Answer> RefusedAsync(string code, string message, string arn) =>
            root.Refused(code, message, "SimulatePrincipalPolicy", ("PolicySourceArn", arn), ("ActionNames.member.1", "s3:GetObject"));
        await RefusedAsync("NoSuchEntity", "The user with name bob cannot be found.", root.Arn("user/bob"));
        await RefusedAsync("NoSuchEntity", "The user with name alice cannot be found.", root.Arn("user/alice"));
        await RefusedAsync("NoSuchEntity", "The role with name r cannot be found.", root.Arn("role/r"));
        await RefusedAsync("NoSuchEntity", "The user with name alice cannot be found.", "arn:aws:iam::999999999999:user/team/alice");
        var session = $"arn:aws:sts::{root.AccountId}:assumed-role/r/s";
        await RefusedAsync("InvalidInput", $"Invalid Entity Arn: {session} does not clearly define entity type and name.", session);
        await RefusedAsync(
            "InvalidInput",
            $"Invalid Entity Arn: {root.Arn("root")} does not clearly define entity type and name.",
            root.Arn("root")
        );
    }

    [Theory]
    [InlineData("SimulatePrincipalPolicy")]
    [InlineData("GetContextKeysForPrincipalPolicy")]
    public async Task The_action_is_needed_on_the_holder(string action)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "alice"));
        await root.NeedsExactlyAsync(
            action,
            root.Arn("user/alice"),
            root.Arn("user/alice"),
            [
                ("PolicySourceArn", root.Arn("user/alice")),
                .. action.StartsWith('S') ? new[] { ("ActionNames.member.1", "s3:GetObject") } : [],
            ]
        );
    }

    [Fact]
    public async Task A_simulated_decision_is_the_enforced_one()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "alice",
            $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iam:Get*","Resource":"{{root.Arn("user/${aws:username}")}}"},
              {"Effect":"Deny","Action":"iam:GetUserPolicy","Resource":"*"}]}
            """
        );
        foreach (
            var (action, resource) in new[]
            {
                ("GetUser", "alice"),
                ("GetUser", "bob"),
                ("GetUserPolicy", "alice"),
                ("DeleteUser", "alice"),
            }
        )
        {
            var simulated = (
                await root.SimulateAsAsync(root.Arn("user/alice"), $"iam:{action}", ("ResourceArns.member.1", root.Arn($"user/{resource}")))
            ).Decision();
            var enforced = await user.SendAsync(
                "iam",
                action,
                [("UserName", resource), .. action == "GetUserPolicy" ? new[] { ("PolicyName", "policy") } : []]
            );
            Assert.Equal(simulated == "allowed", enforced.Code != "AccessDenied");
        }
    }
}
