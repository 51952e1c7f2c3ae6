using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

/// <summary>
/// Service control policies that a simulation is given, level by level from the root
/// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html), and policies that it leaves out
/// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class ControlPolicySimulationTests(TestServer server)
{
    static readonly string AllowIam = Documents.Allow("iam:*"),
        AllowSqs = Documents.Allow("sqs:*"),
        DenyIam = Documents.Deny("iam:*");

    [Theory]
    [InlineData("iam", "allowed", "true")]
    [InlineData("iam|iam", "allowed", "true")]
    [InlineData("sqs", "implicitDeny", "false")]
    [InlineData("iam|sqs", "implicitDeny", "false")]
    [InlineData("sqs,iam|iam", "allowed", "true")]
    [InlineData("iam,deny|iam", "explicitDeny", "false")]
    public async Task Every_level_must_allow(string levels, string decision, string allowed)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PutPolicyAsync("x", AllowIam);
        foreach (
            var answer in new[]
            {
                await root.SimulateAsync(AllowIam, "iam:GetUser", Levels(levels)),
                await root.SimulateAsAsync(root.Arn("user/x"), "iam:GetUser", Levels(levels)),
            }
        )
        {
            Assert.Equal(decision, answer.Decision());
            Assert.Equal(allowed, answer.Text("AllowedByOrganizations"));
        }
    }

    [Fact]
    public async Task A_level_without_a_policy_or_with_a_broken_one_is_refused()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [("PolicyInputList.member.1", AllowIam), ("ActionNames.member.1", "iam:GetUser")];
        const string Level = "OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList";
        await root.Refused("InvalidInput", null, "SimulateCustomPolicy", [.. request, (Level, "")]);
        await root.Refused("InvalidInput", null, "SimulateCustomPolicy", [.. request, ($"{Level}.member.1", "{}")]);
    }

    [Fact]
    public async Task Keys_of_the_levels_are_asked_for()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(
            AllowIam,
            "iam:GetUser",
            (
                "OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1",
                IamCalls.AllowWhere("*", """{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""")
            )
        );
        Assert.Contains("aws:RequestedRegion", answer.Find("MissingContextValues")!.Value, StringComparison.Ordinal);
        Assert.Equal("implicitDeny", answer.Decision());
    }

    [Theory]
    [InlineData("PolicyType", "inline")]
    [InlineData("PolicyType", "user-managed")]
    [InlineData("PolicyType", "aws-managed")]
    public async Task Policies_of_a_kind_are_left_out(string member, string value)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PutPolicyAsync("x", Documents.Allow("iam:GetRole"));
        await root.Iam(
            "AttachUserPolicy",
            ("UserName", "x"),
            ("PolicyArn", await root.NewPolicyAsync("own", Documents.Allow("iam:GetGroup")))
        );
        await root.Iam("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"));
        foreach (
            var (kind, action) in new[] { ("inline", "iam:GetRole"), ("user-managed", "iam:GetGroup"), ("aws-managed", "sqs:ListQueues") }
        )
            Assert.Equal(
                kind == value ? "implicitDeny" : "allowed",
                (await root.SimulateAsAsync(root.Arn("user/x"), action, ($"PolicyExclusionList.member.1.{member}", value))).Decision()
            );
    }

    [Fact]
    public async Task A_policy_and_the_boundary_are_left_out_by_what_names_them()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PutPolicyAsync("x", Documents.Allow("iam:*"));
        var boundary = await root.NewPolicyAsync("boundary", Documents.Allow("sqs:*"));
        await root.Iam("PutUserPermissionsBoundary", ("UserName", "x"), ("PermissionsBoundary", boundary));
        async Task<string> DecisionAsync(params (string, string)[] excluded) =>
            (
                await root.SimulateAsAsync(
                    root.Arn("user/x"),
                    "iam:GetRole",
                    [.. excluded.Select(item => ($"PolicyExclusionList.member.1.{item.Item1}", item.Item2))]
                )
            ).Decision();
        Assert.Equal("implicitDeny", await DecisionAsync());
        Assert.Equal("allowed", await DecisionAsync(("PolicyType", "permission-boundary")));
        Assert.Equal("allowed", await DecisionAsync(("PolicyArn", boundary)));
        await root.Iam("DeleteUserPermissionsBoundary", ("UserName", "x"));
        Assert.Equal("allowed", await DecisionAsync());
        (string, string)[] inline =
        [
            ("InlinePolicyIdentifier.PolicyName", "policy"),
            ("InlinePolicyIdentifier.AttachmentType", "user"),
            ("InlinePolicyIdentifier.AttachmentName", "x"),
        ];
        Assert.Equal("implicitDeny", await DecisionAsync(inline));
        await root.Refused(
            "InvalidInput",
            null,
            "SimulatePrincipalPolicy",
            ("PolicySourceArn", root.Arn("user/x")),
            ("ActionNames.member.1", "iam:GetRole"),
            ("PolicyExclusionList.member.1.PolicyType", "inline"),
            ("PolicyExclusionList.member.1.PolicyArn", boundary)
        );
    }

    [Fact]
    public async Task The_organizations_policies_are_left_out_when_asked()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("sqs:*")), member.AccountId);
        await member.Iam("CreateUser", ("UserName", "x"));
        await member.PutPolicyAsync("x", Documents.Allow("sqs:*"));
        Assert.Equal("explicitDeny", (await member.SimulateAsAsync(member.Arn("user/x"), "sqs:ListQueues")).Decision());
        Assert.Equal(
            "allowed",
            (
                await member.SimulateAsAsync(member.Arn("user/x"), "sqs:ListQueues", ("PolicyExclusionList.member.1.PolicyType", "scp"))
            ).Decision()
        );
    }

    /// <summary>An unknown member might narrow the answer, so the request is refused.</summary>
    [Theory]
    [InlineData("iam", "SimulateCustomPolicy", "NewInputList.member.1")]
    [InlineData("iam", "SimulateCustomPolicy", "OrderedOrganizationPolicyInputList.member.1.Other")]
    [InlineData("iam", "SimulateCustomPolicy", "actionnames.member.2")]
    [InlineData("sts", "GetCallerIdentity", "Tags.member.1.Key")]
    [InlineData("iam", "ListUsers", "UserName")]
    public async Task A_parameter_that_is_not_known_is_refused(string service, string action, string parameter)
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request =
            action == "SimulateCustomPolicy"
                ?
                [
                    ("PolicyInputList.member.1", AllowIam),
                    ("ActionNames.member.1", "iam:GetUser"),
                    ("OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1", AllowIam),
                ]
                : [];
        await root.RefusedAsync(
            "ValidationError",
            $"The request has a parameter that this server does not know: {parameter}",
            service,
            action,
            [.. request, (parameter, "x")]
        );
    }

    static (string, string)[] Levels(string levels) =>
        [
            .. levels
                .Split('|')
                .SelectMany(
                    (level, i) =>
                        level
                            .Split(',')
                            .Select(
                                (policy, j) =>
                                    (
                                        $"OrderedOrganizationPolicyInputList.member.{i + 1}.ServiceControlPolicyInputList.member.{j + 1}",
                                        policy switch
                                        {
                                            "iam" => AllowIam,
                                            "sqs" => AllowSqs,
                                            _ => DenyIam,
                                        }
                                    )
                            )
                ),
        ];
}
