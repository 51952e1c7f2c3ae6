using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

[Collection(ServerCollection.Name)]
public class UpdateAssumeRolePolicyTests(TestServer server)
{
    [Fact]
    public async Task The_new_policy_counts_from_the_next_call_on()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("r");
        await user.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "R"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        await user.AssumeAsync(role);
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", IamCalls.Ec2Trust));
        await user.RefusedAsync("AccessDenied", null, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
    }

    [Theory]
    [InlineData("arn:aws:iam::{0}:user/nobody")]
    [InlineData("arn:aws:iam::{0}:user/wrong/path/dev")]
    [InlineData("arn:aws:iam::{0}:role/none")]
    [InlineData("arn:aws:iam::{0}:group/g")]
    [InlineData("arn:aws:iam::{0}:user/*")]
    [InlineData("arn:aws:iam::999999999999:root")]
    [InlineData("arn:aws:iam::999999999999:user/dev")]
    [InlineData("999999999999")]
    [InlineData("AIDAAAAAAAAAAAAAAAAAA")]
    [InlineData("dev")]
    public async Task A_principal_that_is_not_there_or_cannot_be_one_is_named_in_the_error(string format)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "dev"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.NewRoleAsync("r");
        var principal = format.Replace("{0}", root.AccountId, StringComparison.Ordinal);
        await root.Refused(
            "MalformedPolicyDocument",
            $"Invalid principal in policy: \"AWS\":\"{principal}\"",
            "UpdateAssumeRolePolicy",
            ("RoleName", "r"),
            ("PolicyDocument", Documents.Trust(principal))
        );
        Assert.Equal(
            Uri.EscapeDataString(IamCalls.Ec2Trust),
            (await root.Iam("GetRole", ("RoleName", "r"))).Text("AssumeRolePolicyDocument")
        );
    }

    [Fact]
    public async Task Principals_of_other_accounts_are_checked_there()
    {
        var root = await server.NewAccountAsync();
        var other = await server.NewAccountAsync();
        await other.Iam("CreateUser", ("UserName", "dev"));
        await root.NewRoleAsync("r");
        foreach (var principal in new[] { other.Arn("user/dev"), other.Arn("root"), other.AccountId, root.AccountId, "*" })
            await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(principal)));
        await root.Refused(
            "MalformedPolicyDocument",
            $"Invalid principal in policy: \"AWS\":\"{other.Arn("user/nobody")}\"",
            "UpdateAssumeRolePolicy",
            ("RoleName", "r"),
            ("PolicyDocument", Documents.Trust(other.Arn("user/nobody")))
        );
    }

    [Fact]
    public async Task A_deleted_role_is_shown_by_its_id_which_cannot_be_written_back()
    {
        var root = await server.NewAccountAsync();
        var trusted = await root.NewRoleAsync("trusted");
        var id = (await root.Iam("GetRole", ("RoleName", "trusted"))).Text("RoleId");
        await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(trusted)));
        await root.Iam("DeleteRole", ("RoleName", "trusted"));
        var shown = Uri.UnescapeDataString((await root.Iam("ListRoles")).Text("AssumeRolePolicyDocument"));
        Assert.Equal(Documents.Trust(id), shown);
        await root.Refused(
            "MalformedPolicyDocument",
            $"Invalid principal in policy: \"AWS\":\"{id}\"",
            "UpdateAssumeRolePolicy",
            ("RoleName", "r"),
            ("PolicyDocument", shown)
        );
    }

    [Fact]
    public async Task Slashes_that_were_written_escaped_are_no_way_around_that()
    {
        var root = await server.NewAccountAsync();
        var id = (await root.Iam("CreateUser", ("UserName", "dev"))).Text("UserId");
        await root.NewRoleAsync("r");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "r"),
            ("PolicyDocument", Documents.Trust(root.Arn("user/dev").Replace("/", "\\/", StringComparison.Ordinal)))
        );
        await root.Iam("DeleteUser", ("UserName", "dev"));
        Assert.Equal(
            Documents.Trust(id),
            Uri.UnescapeDataString((await root.Iam("GetRole", ("RoleName", "r"))).Text("AssumeRolePolicyDocument"))
        );
    }

    [Fact]
    public async Task A_document_that_is_no_trust_policy_is_malformed_and_a_missing_role_is_named()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.Refused(
            "MalformedPolicyDocument",
            "This policy contains invalid Json",
            "UpdateAssumeRolePolicy",
            ("RoleName", "r"),
            ("PolicyDocument", "not valid json")
        );
        await root.Refused(
            "NoSuchEntity",
            "The role with name none cannot be found.",
            "UpdateAssumeRolePolicy",
            ("RoleName", "none"),
            ("PolicyDocument", IamCalls.Ec2Trust)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_role()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.NeedsExactlyAsync(
            "UpdateAssumeRolePolicy",
            root.Arn("role/r"),
            "role r",
            ("RoleName", "r"),
            ("PolicyDocument", IamCalls.Ec2Trust)
        );
    }
}
