using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class ListEntitiesForPolicyTests(TestServer server)
{
    [Fact]
    public async Task Entities_are_listed_by_kind_with_their_ids()
    {
        var (root, policy) = await UsedPolicyAsync();
        var answer = await root.Iam("ListEntitiesForPolicy", ("PolicyArn", policy));
        Assert.Equal("IsTruncated PolicyGroups PolicyRoles PolicyUsers", answer.Members("ListEntitiesForPolicyResult"));
        Assert.Equal(["bounded", "u"], answer.All("UserName"));
        Assert.Equal(["g"], answer.All("GroupName"));
        Assert.Equal(["r"], answer.All("RoleName"));
        Assert.StartsWith("AROA", answer.Text("RoleId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_choose_by_kind_use_and_path()
    {
        var (root, policy) = await UsedPolicyAsync();
        async Task<string> Names(params (string, string)[] filters)
        {
            var answer = await root.Iam("ListEntitiesForPolicy", [("PolicyArn", policy), .. filters]);
            return string.Join(' ', answer.All("UserName").Concat(answer.All("GroupName")).Concat(answer.All("RoleName")));
        }
        Assert.Equal("bounded u", await Names(("EntityFilter", "User")));
        Assert.Equal("g", await Names(("EntityFilter", "Group")));
        Assert.Equal("r", await Names(("EntityFilter", "Role")));
        Assert.Equal("", await Names(("EntityFilter", "LocalManagedPolicy")));
        Assert.Equal("u g r", await Names(("PolicyUsageFilter", "PermissionsPolicy")));
        Assert.Equal("bounded", await Names(("PolicyUsageFilter", "PermissionsBoundary")));
        Assert.Equal("u r", await Names(("PathPrefix", "/x/")));
    }

    [Fact]
    public async Task Pages_of_every_size_hold_every_entity_once()
    {
        var (root, policy) = await UsedPolicyAsync();
        for (var size = 1; size <= 5; size++)
        {
            var names = new List<string>();
            string? marker = null;
            do
            {
                var page = await root.Iam(
                    "ListEntitiesForPolicy",
                    [("PolicyArn", policy), ("MaxItems", $"{size}"), .. marker is null ? [] : new[] { ("Marker", marker) }]
                );
                names.AddRange(page.All("UserName").Concat(page.All("GroupName")).Concat(page.All("RoleName")));
                marker = page.Find("Marker")?.Value;
            } while (marker is not null && names.Count <= 4);
            Assert.Equal(["bounded", "u", "g", "r"], names);
        }
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn("policy/none")} does not exist or is not attachable.",
            "ListEntitiesForPolicy",
            ("PolicyArn", root.Arn("policy/none"))
        );
        Assert.Equal(
            "",
            (await root.Iam("ListEntitiesForPolicy", ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"))).Members("PolicyUsers")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.NeedsExactlyAsync("ListEntitiesForPolicy", arn, $"policy {arn}", ("PolicyArn", arn));
    }

    async Task<(TestClient Root, string Policy)> UsedPolicyAsync()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await root.Iam("CreateUser", ("UserName", "u"), ("Path", "/x/"));
        await root.Iam("CreateUser", ("UserName", "bounded"), ("PermissionsBoundary", policy));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.NewRoleAsync("r", ("Path", "/x/y/"));
        await root.Iam("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", policy));
        await root.Iam("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", policy));
        await root.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", policy));
        return (root, policy);
    }
}
