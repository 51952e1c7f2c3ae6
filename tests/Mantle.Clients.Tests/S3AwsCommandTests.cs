using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>The aws command with the temporary credentials of a role in another account.</summary>
[Trait("speed", "slow")]
public sealed class S3AwsCommandTests : S3ClientTest
{
    [Fact]
    public async Task A_team_without_rights_sets_a_bucket_policy_through_a_role_lent_to_it_and_loses_the_right_when_the_session_ends()
    {
        await WriteAsync(
            team,
            "policy.json",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{teamAccount}}:root"},
              "Action":"s3:GetObject","Resource":"arn:aws:s3:::storage/shared/*"}]}
            """
        );
        const string Put = "aws s3api put-bucket-policy --bucket storage --policy file://policy.json";
        Assert.Contains("(AccessDenied) when calling the PutBucketPolicy operation: Access Denied", await team.FailsAsync(Put));

        var borrowed = await AssumedAsync("borrowed");
        await WriteAsync(
            borrowed,
            "policy.json",
            await File.ReadAllTextAsync(Path.Combine(team.Home, "policy.json"), TestContext.Current.CancellationToken)
        );
        await borrowed.PrintsAsync(Put);
        Assert.Contains(
            "shared/*",
            await borrowed.PrintsAsync("aws s3api get-bucket-policy --bucket storage --query Policy --output text")
        );
        await borrowed.PrintsAsync("echo hello > file && aws s3 cp file s3://storage/shared/file && aws s3 cp file s3://storage/own/file");

        // The bucket policy names the account, and the account's own policy allows its user.
        Assert.Contains("AccessDenied", await team.FailsAsync("aws s3api get-object --bucket storage --key shared/file out"));
        await WriteAsync(
            teamAdmin,
            "read.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"""
        );
        await teamAdmin.PrintsAsync("aws iam put-user-policy --user-name dev --policy-name read --policy-document file://read.json");
        Assert.Equal("hello", await team.PrintsAsync("aws s3 cp s3://storage/shared/file -"));
        Assert.Contains("403", await team.FailsAsync("aws s3 cp s3://storage/own/file -"));

        Assert.Equal(0, await server.TerminateAsync());
        server.Dispose();
        server = await MantleProcess.StartAsync(Data, "--clock-offset", "4000");
        borrowed.Endpoint = team.Endpoint = server.Endpoint;
        Assert.SkipUnless(Shell.Has("faketime"), "faketime is not installed, so the client's clock cannot follow the server's");
        var later = Put.Replace("aws ", $"command faketime -f +4000s aws --endpoint-url {server.Endpoint} ", StringComparison.Ordinal);
        Assert.Contains("(ExpiredToken)", await borrowed.FailsAsync(later));
        Assert.Contains("(AccessDenied)", await team.FailsAsync(later));
    }

    [Fact]
    public async Task The_aws_command_copies_syncs_versions_tags_and_presigns()
    {
        var aws = await AssumedAsync("aws");
        var printed = await aws.PrintsAsync(
            """
            set -e
            command aws configure set default.s3.signature_version s3v4
            mkdir -p tree/sub && echo one > tree/one && echo two > tree/sub/two && head -c 20000000 /dev/urandom > tree/large
            aws s3 sync --only-show-errors tree s3://storage/tree
            aws s3 sync --only-show-errors s3://storage/tree back && diff -r tree back
            aws s3api put-bucket-versioning --bucket storage --versioning-configuration Status=Enabled
            echo three > tree/one && aws s3 cp --only-show-errors tree/one s3://storage/tree/one
            aws s3 rm --only-show-errors s3://storage/tree/one
            aws s3api list-object-versions --bucket storage --prefix tree/one \
                --query '[length(Versions),length(DeleteMarkers)]' --output text
            aws s3api put-object-tagging --bucket storage --key tree/sub/two --tagging 'TagSet=[{Key=team,Value=blue}]' >/dev/null
            aws s3api get-object-tagging --bucket storage --key tree/sub/two --query 'TagSet[0].Value' --output text
            aws s3api get-object-attributes --bucket storage --key tree/large --object-attributes ObjectSize --query ObjectSize
            curl -s "$(aws s3 presign s3://storage/tree/sub/two)"
            aws s3api put-bucket-lifecycle-configuration --bucket storage \
                --lifecycle-configuration 'Rules=[{ID=a,Status=Enabled,Filter={Prefix=tmp/},Expiration={Days=1}}]' >/dev/null
            aws s3api get-bucket-lifecycle-configuration --bucket storage --query 'Rules[0].ID' --output text
            aws s3api put-bucket-cors --bucket storage --cors-configuration 'CORSRules=[{AllowedOrigins=["*"],AllowedMethods=[GET]}]'
            aws s3api get-public-access-block --bucket storage --query PublicAccessBlockConfiguration.BlockPublicPolicy
            """
        );
        Assert.Equal(["2\t1", "blue", "20000000", "two", "a", "true"], printed.Split('\n')[^6..]);
    }
}
