using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class GetInstanceProfileTests(TestServer server)
{
    [Fact]
    public async Task A_profile_is_shown_with_its_role_and_its_tags_even_if_it_has_none()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        var empty = await root.Iam("GetInstanceProfile", ("InstanceProfileName", "I"));
        Assert.Equal("Arn CreateDate InstanceProfileId InstanceProfileName Path Roles Tags", empty.Members("InstanceProfile"));
        Assert.Equal(("", ""), (empty.Members("Roles"), empty.Members("Tags")));
        await root.NewRoleAsync("r", ("Description", "d"));
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        var full = await root.Iam("GetInstanceProfile", ("InstanceProfileName", "i"));
        Assert.Equal("Arn AssumeRolePolicyDocument CreateDate Path RoleId RoleName", full.Members("member"));
        Assert.Equal(Uri.EscapeDataString(IamCalls.Ec2Trust), full.Text("AssumeRolePolicyDocument"));
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "Instance Profile i cannot be found.", "GetInstanceProfile", ("InstanceProfileName", "i"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_profile()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "CreateInstanceProfile",
            ("InstanceProfileName", "i"),
            ("Path", "/p/"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        await root.NeedsExactlyAsync(
            "GetInstanceProfile",
            root.Arn("instance-profile/p/i"),
            "instance profile i",
            ("InstanceProfileName", "i")
        );
        await root.NeedsConditionAsync(
            "GetInstanceProfile",
            """{"StringEquals":{"aws:ResourceTag/k":"v"}}""",
            """{"StringEquals":{"aws:ResourceTag/k":"w"}}""",
            ("InstanceProfileName", "i")
        );
    }
}
