using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// The unmodified <c>aws cloudtrail</c>: it makes a trail, looks up events, and <c>validate-logs</c> detects every change of the log files
/// and digest files.
/// </summary>
[Trait("speed", "slow")]
public sealed class CloudTrailTests(CloudTrailTests.TrailServer server) : IClassFixture<CloudTrailTests.TrailServer>
{
    /// <summary>A server whose trails deliver every second, with a digest file every two.</summary>
    public sealed class TrailServer : LiveServer
    {
        protected override string[] Options => ["--trail-interval", "1", "--trail-digest-interval", "2"];
    }

    [Fact]
    public async Task The_command_makes_a_trail_and_finds_events()
    {
        var terminal = await TrailAsync("");
        await terminal.PrintsAsync("aws iam create-user --user-name ann");
        Assert.Equal(
            "CreateUser\troot\tfalse\tiam.amazonaws.com",
            await terminal.PrintsAsync(
                """
                aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser \
                    --query 'Events[].[EventName,Username,ReadOnly,EventSource]' --output text
                """
            )
        );
        // The command takes pages by itself.
        await terminal.PrintsAsync("for i in 1 2 3; do aws iam list-users >/dev/null; done");
        Assert.Equal(
            "3",
            await terminal.PrintsAsync(
                """
                aws cloudtrail lookup-events --page-size 1 --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers \
                    --query 'length(Events)'
                """
            )
        );
        Assert.Equal(
            "True\ttrail\tus-east-1",
            await terminal.PrintsAsync(
                """
                echo "$(aws cloudtrail get-trail-status --name trail --query IsLogging --output text)	$(aws cloudtrail \
                    describe-trails --query 'trailList[].[Name,HomeRegion]' --output text)"
                """
            )
        );
        Assert.Contains(
            "Incorrect S3 bucket policy is detected for bucket: ",
            await terminal.FailsAsync(
                "aws s3api delete-bucket-policy --bucket $BUCKET; aws cloudtrail create-trail --name more --s3-bucket-name $BUCKET"
            )
        );
    }

    [Fact]
    public async Task A_whole_chain_is_valid()
    {
        var terminal = await ChainAsync();
        var printed = await terminal.PrintsAsync(Validate);
        Assert.Matches(@"(\d+)/\1 digest files valid", printed);
        Assert.Matches(@"(\d+)/\1 log files valid", printed);
    }

    [Theory]
    [InlineData("a changed log file", "gunzip -c a.gz | sed s/readOnly/readonly/ | gzip > b.gz; put $LOG b.gz", "hash value doesn't match")]
    [InlineData("a log file that is none", "echo data > b.gz; put $LOG b.gz", "invalid format")]
    [InlineData("a deleted log file", "aws s3 rm s3://$BUCKET/$LOG", "INVALID: not found")]
    [InlineData("exchanged log files", "get $OTHER b.gz; put $LOG b.gz; put $OTHER a.gz", "hash value doesn't match")]
    [InlineData(
        "a changed digest file",
        "get $DIGEST d.gz; gunzip -c d.gz | sed s/SHA-256/SHA-257/ | gzip > b.gz; signed $DIGEST b.gz",
        "signature verification failed"
    )]
    [InlineData("a digest file without its signature", "get $DIGEST d.gz; put $DIGEST d.gz", "signature verification failed")]
    [InlineData("a deleted digest file", "aws s3 rm s3://$BUCKET/$DIGEST", "INVALID: not found")]
    [InlineData("a digest file in another's place", "get $FIRST d.gz; signed $DIGEST d.gz", "has been moved from its original location")]
    public async Task What_was_done_to_the_files_is_detected(string what, string tamper, string finding)
    {
        var terminal = await ChainAsync();
        var (_, output, error) = await terminal.RunAsync(
            $$"""
            put() { aws s3api put-object --bucket $BUCKET --key $1 --body $2 >/dev/null; }
            get() { aws s3api get-object --bucket $BUCKET --key $1 $2 >/dev/null; }
            signed() {
                local metadata=$(aws s3api head-object --bucket $BUCKET --key $1 --query Metadata)
                aws s3api put-object --bucket $BUCKET --key $1 --body $2 --metadata "$metadata" >/dev/null
            }
            keys() { aws s3api list-objects-v2 --bucket $BUCKET --query "Contents[?contains(Key, '$1')].Key" --output text | tr '\t' '\n'; }
            LOG=$(keys /CloudTrail/ | head -n 1) OTHER=$(keys /CloudTrail/ | tail -n 1)
            FIRST=$(keys /CloudTrail-Digest/ | head -n 1) DIGEST=$(keys /CloudTrail-Digest/ | sed -n 2p)
            get $LOG a.gz
            {{tamper}}
            {{Validate}}
            """
        );
        Assert.True((output + error).Contains(finding, StringComparison.Ordinal), $"{what}: {output}{error}");
    }

    const string Validate = "aws cloudtrail validate-logs --trail-arn $TRAIL --start-time $SINCE --verbose 2>&1";

    /// <summary>A terminal with a trail that stopped after some log files and digest files.</summary>
    async Task<Terminal> ChainAsync()
    {
        var terminal = await TrailAsync("--enable-log-file-validation --is-multi-region-trail");
        await terminal.PrintsAsync(
            """
            status() { aws cloudtrail get-trail-status --name trail --query "$1" --output text; }
            for user in ann bob cid; do aws iam create-user --user-name $user >/dev/null; sleep 2; done
            aws cloudtrail stop-logging --name trail
            last=; same=0
            while [ $same -lt 3 ]; do
                sleep 1.5
                now=$(status LatestDigestDeliveryTime)
                [ "$now" = "$last" ] && same=$((same + 1)) || same=0
                last=$now
            done
            """
        );
        return terminal;
    }

    async Task<Terminal> TrailAsync(string options)
    {
        Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
        var terminal = await server.NewAccountAsync();
        var account = await terminal.PrintsAsync("aws sts get-caller-identity --query Account --output text");
        terminal.Export("BUCKET", $"trail-{account}");
        terminal.Export("TRAIL", $"arn:aws:cloudtrail:us-east-1:{account}:trail/trail");
        terminal.Export("SINCE", TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        await File.WriteAllTextAsync(
            Path.Combine(terminal.Home, "policy.json"),
            $$$"""
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl",
              "Resource":"arn:aws:s3:::trail-{{{account}}}"},
             {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject",
              "Resource":"arn:aws:s3:::trail-{{{account}}}/AWSLogs/{{{account}}}/*",
              "Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control",
               "aws:SourceArn":"arn:aws:cloudtrail:us-east-1:{{{account}}}:trail/trail"} } }]}
            """,
            TestContext.Current.CancellationToken
        );
        await terminal.PrintsAsync(
            $"""
            aws s3api create-bucket --bucket $BUCKET >/dev/null
            aws s3api put-bucket-policy --bucket $BUCKET --policy file://policy.json
            aws cloudtrail create-trail --name trail --s3-bucket-name $BUCKET {options} >/dev/null
            aws cloudtrail start-logging --name trail
            """
        );
        return terminal;
    }
}
