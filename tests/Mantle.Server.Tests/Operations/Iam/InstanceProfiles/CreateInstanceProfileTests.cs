using Mantle.Core.Accounts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class CreateInstanceProfileTests(TestServer server)
{
    [Fact]
    public async Task A_new_profile_has_no_roles_and_tags_only_where_given()
    {
        var root = await server.NewAccountAsync();
        var plain = await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"), ("Path", "/p/"));
        Assert.Equal("Arn CreateDate InstanceProfileId InstanceProfileName Path Roles", plain.Members("InstanceProfile"));
        Assert.Equal((root.Arn("instance-profile/p/i"), ""), (plain.Text("Arn"), plain.Members("Roles")));
        Assert.Matches("^AIPA[A-Z2-7]{17}$", plain.Text("InstanceProfileId"));
        var tagged = await root.Iam(
            "CreateInstanceProfile",
            ("InstanceProfileName", "j"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        Assert.Equal("Arn CreateDate InstanceProfileId InstanceProfileName Path Roles Tags", tagged.Members("InstanceProfile"));
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "Web"));
        await root.Refused(
            "EntityAlreadyExists",
            "Instance Profile web already exists.",
            "CreateInstanceProfile",
            ("InstanceProfileName", "web"),
            ("Path", "/p/")
        );
    }

    [Fact]
    public async Task Tag_keys_are_unique_whatever_their_case()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "InvalidInput",
            "Duplicate tag keys found.",
            "CreateInstanceProfile",
            ("InstanceProfileName", "i"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "1"),
            ("Tags.member.2.Key", "k"),
            ("Tags.member.2.Value", "2")
        );
        await root.Refused(
            "InvalidInput",
            Taggable.DifferentCase,
            "CreateInstanceProfile",
            ("InstanceProfileName", "i"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "1"),
            ("Tags.member.2.Key", "K"),
            ("Tags.member.2.Value", "2")
        );
    }

    [Fact]
    public async Task An_account_has_a_thousand_instance_profiles_at_most()
    {
        var root = await server.NewAccountAsync();
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 1_000; i++)
                    change.Put(
                        new InstanceProfile
                        {
                            Name = $"i{i}",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.InstanceProfile),
                            Arn = root.Arn($"instance-profile/i{i}"),
                            CreateDate = change.Time,
                        }
                    );
            }
        );
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for InstanceProfilesPerAccount: 1000",
            "CreateInstanceProfile",
            ("InstanceProfileName", "a")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_arn_that_the_profile_will_have()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync(
            "CreateInstanceProfile",
            root.Arn("instance-profile/i"),
            root.Arn("instance-profile/i"),
            ("InstanceProfileName", "i")
        );
    }

    [Fact]
    public async Task Making_a_profile_with_tags_takes_permission_to_tag_it_too()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:CreateInstanceProfile"));
        (string, string)[] request = [("InstanceProfileName", "i"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
        await caller.Refused("AccessDenied", null, "CreateInstanceProfile", request);
        await root.PutPolicyAsync("caller", IamCalls.AllowWhere("iam:*InstanceProfile", """{"StringEquals":{"aws:RequestTag/k":"v"}}"""));
        await caller.Iam("CreateInstanceProfile", request);
    }
}
