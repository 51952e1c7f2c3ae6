using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class DeleteGroupTests(TestServer server)
{
    [Fact]
    public async Task A_group_that_is_still_used_is_kept_and_each_reason_has_its_words()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "x"));
        await root.Iam("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", policy));
        await root.Iam("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "i"), ("PolicyDocument", IamCalls.AnyPolicy));

        await root.Refused(
            "DeleteConflict",
            "Cannot delete entity, must remove users from group first.",
            "DeleteGroup",
            ("GroupName", "g")
        );
        await root.Iam("RemoveUserFromGroup", ("GroupName", "g"), ("UserName", "x"));
        await root.Refused("DeleteConflict", "Cannot delete entity, must detach all policies first.", "DeleteGroup", ("GroupName", "g"));
        await root.Iam("DetachGroupPolicy", ("GroupName", "g"), ("PolicyArn", policy));
        await root.Refused("DeleteConflict", "Cannot delete entity, must delete policies first.", "DeleteGroup", ("GroupName", "g"));
        await root.Iam("DeleteGroupPolicy", ("GroupName", "g"), ("PolicyName", "i"));
        await root.Iam("DeleteGroup", ("GroupName", "g"));
        await root.Refused("NoSuchEntity", "The group with name g cannot be found.", "DeleteGroup", ("GroupName", "g"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_group()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.NeedsExactlyAsync("DeleteGroup", root.Arn("group/g"), "group g", ("GroupName", "g"));
    }
}
