using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class DeleteRoleTests(TestServer server)
{
    [Fact]
    public async Task A_role_that_is_still_used_is_kept_and_each_reason_has_its_words()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await root.NewRoleAsync("r");
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        await root.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", policy));
        await root.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "inline"), ("PolicyDocument", IamCalls.AnyPolicy));

        await root.Refused(
            "DeleteConflict",
            "Cannot delete entity, must remove roles from instance profile first.",
            "DeleteRole",
            ("RoleName", "r")
        );
        await root.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        await root.Refused("DeleteConflict", "Cannot delete entity, must detach all policies first.", "DeleteRole", ("RoleName", "r"));
        await root.Iam("DetachRolePolicy", ("RoleName", "r"), ("PolicyArn", policy));
        await root.Refused("DeleteConflict", "Cannot delete entity, must delete policies first.", "DeleteRole", ("RoleName", "r"));
        await root.Iam("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "inline"));
        await root.Iam("DeleteRole", ("RoleName", "R"));
        await root.Refused("NoSuchEntity", "The role with name r cannot be found.", "DeleteRole", ("RoleName", "r"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.NeedsExactlyAsync("DeleteRole", root.Arn("role/r"), "role r", ("RoleName", "r"));
    }
}
