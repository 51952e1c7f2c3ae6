using Mantle.Server.Tests.Operations.Iam.Certificates;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;
using Mantle.Server.Tests.Operations.Iam.SshPublicKeys;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Users;

[Collection(ServerCollection.Name)]
public class DeleteUserTests(TestServer server)
{
    [Fact]
    public async Task A_user_that_is_still_used_is_kept_and_each_reason_has_its_words()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await root.NewUserAsync("x", IamCalls.AnyPolicy);
        await root.Iam("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", policy));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "x"));
        var key = (await root.Iam("ListAccessKeys", ("UserName", "x"))).Text("AccessKeyId");

        await root.Refused("DeleteConflict", "Cannot delete entity, must detach all policies first.", "DeleteUser", ("UserName", "x"));
        await root.Iam("DetachUserPolicy", ("UserName", "x"), ("PolicyArn", policy));
        await root.Refused("DeleteConflict", "Cannot delete entity, must delete policies first.", "DeleteUser", ("UserName", "x"));
        await root.Iam("DeleteUserPolicy", ("UserName", "x"), ("PolicyName", "policy"));
        await root.Refused("DeleteConflict", "Cannot delete entity, must remove users from group first.", "DeleteUser", ("UserName", "x"));
        await root.Iam("RemoveUserFromGroup", ("GroupName", "g"), ("UserName", "x"));
        await root.Refused("DeleteConflict", "Cannot delete entity, must delete access keys first.", "DeleteUser", ("UserName", "x"));
        await root.Iam("DeleteAccessKey", ("UserName", "x"), ("AccessKeyId", key));
        await root.Iam("DeleteUser", ("UserName", "x"));
        await root.Refused("NoSuchEntity", "The user with name x cannot be found.", "DeleteUser", ("UserName", "x"));
    }

    [Fact]
    public async Task A_user_with_credentials_is_kept_and_each_kind_has_its_words()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.Iam("CreateLoginProfile", ("UserName", "x"), ("Password", "correct-Horse-1"));
        var certificate = await root.UploadCertificateAsync("x");
        var key = await root.UploadKeyAsync("x", TestKeys.Ssh());
        var credential = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        async Task KeptAsync(string reason) =>
            await root.Refused("DeleteConflict", $"Cannot delete entity, must {reason} first.", "DeleteUser", ("UserName", "x"));

        await KeptAsync("delete MFA device");
        await root.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", device.SerialNumber));
        await KeptAsync("delete login profile");
        await root.Iam("DeleteLoginProfile", ("UserName", "x"));
        await KeptAsync("delete certificates");
        await root.Iam("DeleteSigningCertificate", ("UserName", "x"), ("CertificateId", certificate));
        await KeptAsync("remove referenced objects");
        await root.Iam("DeleteSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", key));
        await KeptAsync("remove referenced objects");
        await root.Iam("DeleteServiceSpecificCredential", ("UserName", "x"), ("ServiceSpecificCredentialId", credential));
        await root.Iam("DeleteUser", ("UserName", "x"));
    }

    [Fact]
    public async Task A_boundary_and_tags_are_no_reason_and_the_policy_is_free_again()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p");
        await root.Iam(
            "CreateUser",
            ("UserName", "x"),
            ("PermissionsBoundary", policy),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        await root.Iam("DeleteUser", ("UserName", "X"));
        await root.Iam("DeletePolicy", ("PolicyArn", policy));
    }

    [Fact]
    public async Task A_recreated_user_has_another_id()
    {
        var root = await server.NewAccountAsync();
        var first = (await root.Iam("CreateUser", ("UserName", "x"))).Text("UserId");
        await root.Iam("DeleteUser", ("UserName", "x"));
        Assert.NotEqual(first, (await root.Iam("CreateUser", ("UserName", "x"))).Text("UserId"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("DeleteUser", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
