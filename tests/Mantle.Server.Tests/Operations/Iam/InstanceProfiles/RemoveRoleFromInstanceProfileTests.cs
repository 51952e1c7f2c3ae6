using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class RemoveRoleFromInstanceProfileTests(TestServer server)
{
    [Fact]
    public async Task A_role_that_is_not_there_and_one_that_is_not_in_the_profile_have_their_own_words()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NewRoleAsync("r");
        await root.NewRoleAsync("s");
        (string, string) profile = ("InstanceProfileName", "i");
        await root.Refused(
            "NoSuchEntity",
            "Instance Profile none cannot be found.",
            "RemoveRoleFromInstanceProfile",
            ("InstanceProfileName", "none"),
            ("RoleName", "r")
        );
        await root.Refused(
            "NoSuchEntity",
            "The role with name none cannot be found.",
            "RemoveRoleFromInstanceProfile",
            profile,
            ("RoleName", "none")
        );
        await root.Refused(
            "NoSuchEntity",
            "Role r in Instance Profile i cannot be found.",
            "RemoveRoleFromInstanceProfile",
            profile,
            ("RoleName", "r")
        );
        await root.Iam("AddRoleToInstanceProfile", profile, ("RoleName", "s"));
        await root.Refused(
            "NoSuchEntity",
            "Role r in Instance Profile i cannot be found.",
            "RemoveRoleFromInstanceProfile",
            profile,
            ("RoleName", "r")
        );
        await root.Iam("RemoveRoleFromInstanceProfile", profile, ("RoleName", "S"));
        Assert.Equal("", (await root.Iam("GetInstanceProfile", profile)).Members("Roles"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_profile_alone()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NewRoleAsync("r");
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        await root.NeedsExactlyAsync(
            "RemoveRoleFromInstanceProfile",
            root.Arn("instance-profile/i"),
            "instance profile i",
            ("InstanceProfileName", "i"),
            ("RoleName", "r")
        );
    }
}
