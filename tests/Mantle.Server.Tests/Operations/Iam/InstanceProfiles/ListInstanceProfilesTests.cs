using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class ListInstanceProfilesTests(TestServer server)
{
    [Fact]
    public async Task Pages_are_in_name_order_and_a_path_prefix_narrows_them()
    {
        var root = await server.NewAccountAsync();
        await root.PagesWholeAsync("ListInstanceProfiles", "InstanceProfileName", []);
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "c"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        Assert.Equal(
            "Arn CreateDate InstanceProfileId InstanceProfileName Path Roles",
            (await root.Iam("ListInstanceProfiles")).Members("member")
        );
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "B"), ("Path", "/p/"));
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "a"), ("Path", "/p/q/"));
        await root.PagesWholeAsync("ListInstanceProfiles", "InstanceProfileName", ["a", "B", "c"]);
        await root.PagesWholeAsync("ListInstanceProfiles", "InstanceProfileName", ["a", "B"], ("PathPrefix", "/p/"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListInstanceProfiles", root.Arn("instance-profile/"), root.Arn("instance-profile/"));
    }
}
