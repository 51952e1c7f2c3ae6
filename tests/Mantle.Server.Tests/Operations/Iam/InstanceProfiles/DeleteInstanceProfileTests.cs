using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class DeleteInstanceProfileTests(TestServer server)
{
    [Fact]
    public async Task A_profile_with_a_role_is_kept()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NewRoleAsync("r");
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        await root.Refused(
            "DeleteConflict",
            "Cannot delete entity, must remove roles from instance profile first.",
            "DeleteInstanceProfile",
            ("InstanceProfileName", "i")
        );
        await root.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        await root.Iam("DeleteInstanceProfile", ("InstanceProfileName", "I"));
        await root.Refused("NoSuchEntity", "Instance Profile i cannot be found.", "DeleteInstanceProfile", ("InstanceProfileName", "i"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_profile()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NeedsExactlyAsync(
            "DeleteInstanceProfile",
            root.Arn("instance-profile/i"),
            "instance profile i",
            ("InstanceProfileName", "i")
        );
    }
}
