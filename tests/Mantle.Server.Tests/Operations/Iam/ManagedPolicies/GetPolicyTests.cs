using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class GetPolicyTests(TestServer server)
{
    [Fact]
    public async Task Tags_are_there_even_if_there_are_none_and_a_description_only_where_given()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        var plain = await root.Iam("GetPolicy", ("PolicyArn", arn));
        Assert.Equal(
            "Arn AttachmentCount CreateDate DefaultVersionId IsAttachable Path PermissionsBoundaryUsageCount PolicyId "
                + "PolicyName Tags UpdateDate",
            plain.Members("Policy")
        );
        Assert.Equal("", plain.Members("Tags"));
        await root.Iam("CreatePolicy", ("PolicyName", "q"), ("PolicyDocument", IamCalls.AnyPolicy), ("Description", "d"));
        Assert.Equal("d", (await root.Iam("GetPolicy", ("PolicyArn", root.Arn("policy/q")))).Text("Description"));
    }

    [Fact]
    public async Task A_policy_of_aws_can_be_read_and_counts_this_accounts_attachments()
    {
        var root = await server.NewAccountAsync();
        const string Arn = "arn:aws:iam::aws:policy/IAMUserChangePassword";
        await root.Iam("CreateUser", ("UserName", "x"), ("PermissionsBoundary", Arn));
        await root.Iam("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", Arn));
        var answer = await root.Iam("GetPolicy", ("PolicyArn", Arn));
        Assert.Equal(("1", "1", "/"), (answer.Text("AttachmentCount"), answer.Text("PermissionsBoundaryUsageCount"), answer.Text("Path")));
        Assert.Equal("", answer.Members("Tags"));
        Assert.Equal("0", (await (await server.NewAccountAsync()).Iam("GetPolicy", ("PolicyArn", Arn))).Text("AttachmentCount"));
    }

    [Fact]
    public async Task What_is_not_there_or_no_policy_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.NewPolicyAsync("p", path: "/x/");
        foreach (
            var missing in new[] { root.Arn("policy/none"), root.Arn("policy/p"), root.Arn("policy/x/P"), "arn:aws:iam::aws:policy/none" }
        )
            await root.Refused("NoSuchEntity", $"Policy {missing} was not found.", "GetPolicy", ("PolicyArn", missing));
        await root.Refused("ValidationError", "Invalid ARN:  Could not be parsed!", "GetPolicy", ("PolicyArn", "longpolicynamebutnoarn"));
        await root.Refused(
            "InvalidInput",
            $"ARN {root.Arn("user/someone-else")} is not valid.",
            "GetPolicy",
            ("PolicyArn", root.Arn("user/someone-else"))
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy_whose_tags_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Iam("TagPolicy", ("PolicyArn", arn), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        await root.NeedsExactlyAsync("GetPolicy", arn, $"policy {arn}", ("PolicyArn", arn));
        await root.NeedsConditionAsync(
            "GetPolicy",
            """{"StringEquals":{"aws:ResourceTag/k":"v"}}""",
            """{"Null":{"aws:ResourceTag/k":"true"}}""",
            ("PolicyArn", arn)
        );
    }
}
