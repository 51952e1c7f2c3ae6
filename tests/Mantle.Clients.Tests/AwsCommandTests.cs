using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// A broad sample of the <c>aws</c> command's own features: waiters, pages, queries, files, and its exit codes (254, or 255 in version 1).
/// </summary>
[Trait("speed", "slow")]
public sealed class AwsCommandTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task The_aws_command_manages_what_IAM_has()
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        var terminal = await server.NewAccountAsync();
        await LiveServer.WriteUploadsAsync(terminal.Home);
        await File.WriteAllTextAsync(
            Path.Combine(terminal.Home, "policy.json"),
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:List*","Resource":"*"}]}""",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(terminal.Home, "trust.json"),
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
             "Action":"sts:AssumeRole"}]}
            """,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(terminal.Home, "script.sh"), Script, TestContext.Current.CancellationToken);
        Assert.Equal(Expected, await terminal.PrintsAsync(". ./script.sh"));
    }

    const string Script = """
        set -e
        account=$(aws sts get-caller-identity --query Account --output text)
        policy=arn:aws:iam::$account:policy/lists
        for user in ann bob cid; do aws iam create-user --user-name $user --tags Key=team,Value=blue >/dev/null; done
        aws iam wait user-exists --user-name cid
        aws iam list-users --page-size 1 --query 'Users[].UserName' | tr -d ' \n'; echo
        aws iam list-users --max-items 2 --query 'Users[].UserName' --output text | head -n 1
        aws iam create-policy --policy-name lists --policy-document file://policy.json >/dev/null
        aws iam wait policy-exists --policy-arn $policy
        aws iam get-policy-version --policy-arn $policy --version-id v1 --query PolicyVersion.Document.Statement[0].Action --output text
        aws iam attach-user-policy --user-name ann --policy-arn $policy
        aws iam list-entities-for-policy --policy-arn $policy --query 'PolicyUsers[].UserName' --output text
        aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::$account:user/ann \
            --action-names s3:ListBucket s3:PutObject --query 'EvaluationResults[].EvalDecision' --output text
        aws iam create-role --role-name machine --assume-role-policy-document file://trust.json >/dev/null
        aws iam create-instance-profile --instance-profile-name machine >/dev/null
        aws iam wait instance-profile-exists --instance-profile-name machine
        aws iam add-role-to-instance-profile --instance-profile-name machine --role-name machine
        aws iam get-instance-profile --instance-profile-name machine --query 'InstanceProfile.Roles[].RoleName' --output text
        aws iam upload-server-certificate --server-certificate-name site --certificate-body file://certificate.pem \
            --private-key file://key.pem >/dev/null
        aws iam create-saml-provider --name idp --saml-metadata-document file://metadata.xml \
            --query SAMLProviderArn --output text | cut -d: -f6
        aws iam upload-ssh-public-key --user-name ann --ssh-public-key-body file://public.pem --query SSHPublicKey.Status --output text
        aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile seed --bootstrap-method Base32StringSeed \
            --query VirtualMFADevice.SerialNumber --output text | cut -d: -f6
        wc -c <seed
        aws iam update-account-password-policy --minimum-password-length 12 --require-symbols
        aws iam get-account-password-policy --query PasswordPolicy.MinimumPasswordLength
        aws iam generate-credential-report >/dev/null
        aws iam get-credential-report --query Content --output text | base64 -d | cut -d, -f1
        code=0; aws iam get-user --user-name nobody 2>error || code=$?
        echo $((code >= 254)) $(cat error)
        code=0; aws iam delete-user --user-name ann 2>error || code=$?
        echo $((code >= 254)) $(cat error)
        """;

    const string Expected = """
        ["ann","bob","cid"]
        ann	bob
        s3:List*
        ann
        allowed	implicitDeny
        machine
        saml-provider/idp
        Active
        mfa/phone
        64
        12
        user
        <root_account>
        ann
        bob
        cid
        1 An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.
        1 An error occurred (DeleteConflict) when calling the DeleteUser operation: Cannot delete entity, must detach all policies first.
        """;
}
