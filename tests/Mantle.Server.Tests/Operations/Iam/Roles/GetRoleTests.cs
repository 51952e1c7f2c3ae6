using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class GetRoleTests(TestServer server)
{
    [Fact]
    public async Task A_role_has_its_duration_and_an_empty_last_use_until_it_is_used()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        var answer = await root.Iam("GetRole", ("RoleName", "R"));
        Assert.Equal(
            "Arn AssumeRolePolicyDocument CreateDate MaxSessionDuration Path RoleId RoleLastUsed RoleName",
            answer.Members("Role")
        );
        Assert.Equal("", answer.Members("RoleLastUsed"));
        Assert.Equal("3600", answer.Text("MaxSessionDuration"));

        var user = await root.NewUserAsync("dev");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(root.Arn("role/r"));
        await session.Sts("GetCallerIdentity");
        Assert.Equal("LastUsedDate Region", (await root.Iam("GetRole", ("RoleName", "r"))).Members("RoleLastUsed"));
    }

    [Fact]
    public async Task Description_tags_and_boundary_are_there_only_where_the_role_has_them()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync(
            "r",
            ("Description", "d"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        Assert.Equal(
            "Arn AssumeRolePolicyDocument CreateDate Description MaxSessionDuration Path PermissionsBoundary RoleId "
                + "RoleLastUsed RoleName Tags",
            (await root.Iam("GetRole", ("RoleName", "r"))).Members("Role")
        );
    }

    [Fact]
    public async Task The_trust_policy_comes_back_byte_for_byte()
    {
        var root = await server.NewAccountAsync();
        var document = IamCalls.Ec2Trust.Replace(",", " ,\n\t", StringComparison.Ordinal);
        await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", document));
        var encoded = (await root.Iam("GetRole", ("RoleName", "r"))).Text("AssumeRolePolicyDocument");
        Assert.DoesNotContain('+', encoded);
        Assert.Equal(document, Uri.UnescapeDataString(encoded));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", "The role with name r cannot be found.", "GetRole", ("RoleName", "r"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r", ("Path", "/p/"));
        await root.NeedsExactlyAsync("GetRole", root.Arn("role/p/r"), "role r", ("RoleName", "r"));
    }
}
