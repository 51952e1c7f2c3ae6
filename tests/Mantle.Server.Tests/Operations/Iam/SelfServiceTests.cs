using Mantle.Server.Tests.Operations.Iam.Certificates;
using Mantle.Server.Tests.Operations.Iam.LoginProfiles;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;
using Mantle.Server.Tests.Operations.Iam.SshPublicKeys;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>
/// The policy with which AWS lets users manage their own credentials once they have signed in with MFA
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class SelfServiceTests(TestServer server)
{
    const string Policy = """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"AllowViewAccountInfo","Effect":"Allow","Action":["iam:GetAccountPasswordPolicy","iam:ListVirtualMFADevices"],
          "Resource":"*"},
        {"Sid":"AllowManageOwnPasswords","Effect":"Allow","Action":["iam:ChangePassword","iam:GetUser"],
          "Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"AllowManageOwnAccessKeys","Effect":"Allow","Action":["iam:CreateAccessKey","iam:DeleteAccessKey","iam:ListAccessKeys",
          "iam:UpdateAccessKey","iam:GetAccessKeyLastUsed"],"Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"AllowManageOwnSigningCertificates","Effect":"Allow","Action":["iam:DeleteSigningCertificate",
          "iam:ListSigningCertificates","iam:UpdateSigningCertificate","iam:UploadSigningCertificate"],
          "Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"AllowManageOwnSSHPublicKeys","Effect":"Allow","Action":["iam:DeleteSSHPublicKey","iam:GetSSHPublicKey",
          "iam:ListSSHPublicKeys","iam:UpdateSSHPublicKey","iam:UploadSSHPublicKey"],"Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"AllowManageOwnGitCredentials","Effect":"Allow","Action":["iam:CreateServiceSpecificCredential",
          "iam:DeleteServiceSpecificCredential","iam:ListServiceSpecificCredentials","iam:ResetServiceSpecificCredential",
          "iam:UpdateServiceSpecificCredential"],"Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"AllowManageOwnVirtualMFADevice","Effect":"Allow","Action":["iam:CreateVirtualMFADevice"],"Resource":"arn:aws:iam::*:mfa/*"},
        {"Sid":"AllowManageOwnUserMFA","Effect":"Allow","Action":["iam:DeactivateMFADevice","iam:EnableMFADevice","iam:ListMFADevices",
          "iam:ResyncMFADevice"],"Resource":"arn:aws:iam::*:user/${aws:username}"},
        {"Sid":"DenyAllExceptListedIfNoMFA","Effect":"Deny","NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice",
          "iam:GetUser","iam:GetMFADevice","iam:ListMFADevices","iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"],
          "Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}
        """;

    [Fact]
    public async Task A_user_sets_up_mfa_and_then_manages_its_own_credentials_and_nobody_elses()
    {
        var root = await server.NewAccountAsync();
        var arn = (await root.Iam("CreatePolicy", ("PolicyName", "self"), ("PolicyDocument", Policy))).Text("Arn");
        var user = await root.NewUserAsync("jane");
        await root.NewUserAsync("other");
        await root.Iam("AttachUserPolicy", ("UserName", "jane"), ("PolicyArn", arn));
        foreach (var name in new[] { "jane", "other" })
            await root.SetPasswordAsync(name);

        // Before MFA: its own device, and nothing else.
        await user.Iam("GetUser");
        await user.Refused("AccessDenied", null, "ListAccessKeys");
        await user.Refused(
            "AccessDenied",
            null,
            "ChangePassword",
            LoginProfiles.Passwords.Change(LoginProfiles.Passwords.First, LoginProfiles.Passwords.Second)
        );
        var device = await TestDevice.NewAsync(server, user, "jane");
        await user.Refused("AccessDenied", null, "EnableMFADevice", device.Pair("other"));
        await user.Iam("EnableMFADevice", device.Pair("jane"));
        await user.Refused("AccessDenied", null, "DeactivateMFADevice", ("UserName", "jane"), ("SerialNumber", device.SerialNumber));

        var answer = await user.Sts("GetSessionToken", device.With(device.NextCode()));
        var session = user.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
        await session.Iam("ChangePassword", LoginProfiles.Passwords.Change(LoginProfiles.Passwords.First, LoginProfiles.Passwords.Second));
        await session.Iam("ListVirtualMFADevices");
        var key = await session.Iam("CreateAccessKey");
        await session.Iam("DeleteAccessKey", ("AccessKeyId", key.Text("AccessKeyId")));
        var certificate = await session.UploadCertificateAsync("jane");
        await session.Iam("DeleteSigningCertificate", ("CertificateId", certificate));
        var ssh = await session.UploadKeyAsync("jane", TestKeys.Ssh());
        await session.Iam("UpdateSSHPublicKey", ("UserName", "jane"), ("SSHPublicKeyId", ssh), ("Status", "Inactive"));
        var credential = (await session.NewCredentialAsync("jane")).Text("ServiceSpecificCredentialId");
        await session.Iam("ResetServiceSpecificCredential", ("ServiceSpecificCredentialId", credential));
        await session.Iam("ListServiceSpecificCredentials");

        await session.Refused("AccessDenied", null, "CreateAccessKey", ("UserName", "other"));
        await session.Refused("AccessDenied", null, "ListMFADevices", ("UserName", "other"));
        await session.Refused(
            "AccessDenied",
            null,
            "UpdateLoginProfile",
            ("UserName", "other"),
            ("Password", LoginProfiles.Passwords.Third)
        );
        await session.Refused("AccessDenied", null, "UploadSSHPublicKey", ("UserName", "other"), ("SSHPublicKeyBody", TestKeys.Ssh()));
        await session.Refused(
            "AccessDenied",
            null,
            "CreateServiceSpecificCredential",
            ("UserName", "other"),
            ("ServiceName", CredentialCalls.CodeCommit)
        );
        await session.Refused("AccessDenied", null, "DeleteVirtualMFADevice", ("SerialNumber", device.SerialNumber));
        await session.Refused("AccessDenied", null, "ListUsers");
        await session.Iam("DeactivateMFADevice", ("UserName", "jane"), ("SerialNumber", device.SerialNumber));
    }
}
