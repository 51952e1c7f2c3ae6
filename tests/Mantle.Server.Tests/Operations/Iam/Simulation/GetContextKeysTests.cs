using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

[Collection(ServerCollection.Name)]
public class GetContextKeysTests(TestServer server)
{
    static readonly string Dated = IamCalls.AllowWhere(
        "s3:*",
        """{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""",
        "arn:aws:s3:::b/${aws:username}"
    );

    [Fact]
    public async Task Conditions_and_variables_of_all_documents_are_listed_once()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam(
            "GetContextKeysForCustomPolicy",
            ("PolicyInputList.member.1", Dated),
            ("PolicyInputList.member.2", IamCalls.AllowWhere("s3:*", """{"StringEquals":{"AWS:USERNAME":"x","s3:prefix":"y"}}"""))
        );
        Assert.Equal(
            ["aws:username", "aws:CurrentTime", "s3:prefix"],
            [.. answer.Find("ContextKeyNames")!.Elements().Select(e => e.Value)]
        );
    }

    [Fact]
    public async Task A_users_policies_and_its_groups_count()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("alice", Dated);
        await root.Iam("CreateGroup", ("GroupName", "devs"));
        await root.Iam(
            "PutGroupPolicy",
            ("GroupName", "devs"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("s3:*", """{"Bool":{"aws:SecureTransport":"true"}}"""))
        );
        await root.Iam("AddUserToGroup", ("GroupName", "devs"), ("UserName", "alice"));
        var answer = await root.Iam(
            "GetContextKeysForPrincipalPolicy",
            ("PolicySourceArn", root.Arn("user/alice")),
            ("PolicyInputList.member.1", IamCalls.AllowWhere("s3:*", """{"Null":{"aws:TokenIssueTime":"true"}}"""))
        );
        Assert.Equal(
            ["aws:username", "aws:CurrentTime", "aws:SecureTransport", "aws:TokenIssueTime"],
            [.. answer.Find("ContextKeyNames")!.Elements().Select(e => e.Value)]
        );
    }

    [Fact]
    public async Task Malformed_documents_and_unknown_holders_are_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("InvalidInput", null, "GetContextKeysForCustomPolicy", ("PolicyInputList.member.1", "{"));
        await root.Refused(
            "NoSuchEntity",
            "The role with name r cannot be found.",
            "GetContextKeysForPrincipalPolicy",
            ("PolicySourceArn", root.Arn("role/r"))
        );
    }

    [Fact]
    public async Task Listing_a_custom_policys_keys_takes_the_action_on_everything()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("u", Documents.Allow("iam:GetContextKeysForCustomPolicy", root.Arn("user/u")));
        await user.Refused("AccessDenied", null, "GetContextKeysForCustomPolicy", ("PolicyInputList.member.1", Dated));
        await root.PutPolicyAsync("u", Documents.Allow("iam:GetContextKeysForCustomPolicy"));
        await user.Iam("GetContextKeysForCustomPolicy", ("PolicyInputList.member.1", Dated));
    }
}
