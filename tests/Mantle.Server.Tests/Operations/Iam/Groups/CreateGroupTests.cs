using Mantle.Core.Accounts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Groups;

[Collection(ServerCollection.Name)]
public class CreateGroupTests(TestServer server)
{
    [Fact]
    public async Task A_group_has_its_path_in_its_arn()
    {
        var root = await server.NewAccountAsync();
        var plain = await root.Iam("CreateGroup", ("GroupName", "g"));
        Assert.Equal("Arn CreateDate GroupId GroupName Path", plain.Members("Group"));
        Assert.Equal((root.Arn("group/g"), "/"), (plain.Text("Arn"), plain.Text("Path")));
        Assert.Matches("^AGPA[A-Z2-7]{17}$", plain.Text("GroupId"));
        Assert.Equal(
            root.Arn("group/some/location/h"),
            (await root.Iam("CreateGroup", ("GroupName", "h"), ("Path", "/some/location/"))).Text("Arn")
        );
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateGroup", ("GroupName", "Admins"));
        await root.Refused(
            "EntityAlreadyExists",
            "Group with name admins already exists.",
            "CreateGroup",
            ("GroupName", "admins"),
            ("Path", "/p/")
        );
    }

    [Fact]
    public async Task An_account_has_three_hundred_groups_at_most()
    {
        var root = await server.NewAccountAsync();
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 300; i++)
                    change.Put(
                        new Group
                        {
                            Name = $"g{i}",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.Group),
                            Arn = Arn.Parse(root.Arn($"group/g{i}")),
                            CreateDate = change.Time,
                        }
                    );
            }
        );
        await root.Refused("LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300", "CreateGroup", ("GroupName", "a"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_arn_that_the_group_will_have()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("CreateGroup", root.Arn("group/p/g"), root.Arn("group/p/g"), ("GroupName", "g"), ("Path", "/p/"));
    }
}
