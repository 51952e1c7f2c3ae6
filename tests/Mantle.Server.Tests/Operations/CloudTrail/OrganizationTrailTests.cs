using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>
/// Trails of an organization
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html"/>).
/// </summary>
public sealed class OrganizationTrailTests : IAsyncLifetime
{
    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    static object Request(string bucket) =>
        new
        {
            Name = "all",
            S3BucketName = bucket,
            IsOrganizationTrail = true,
            IsMultiRegionTrail = true,
            EnableLogFileValidation = true,
        };

    [Fact]
    public async Task The_events_of_every_member_are_delivered_under_the_organization()
    {
        var management = await server.NewOrganizationAsync();
        var s3 = new S3Client(management, server.Clock);
        var organizationId = await management.OrganizationIdAsync();
        var bucket = await s3.NewTrailBucketAsync();
        await management.TrailRefused("CloudTrailAccessNotEnabledException", null, "CreateTrail", Request(bucket));
        await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = "cloudtrail.amazonaws.com" });
        (
            await s3.PutAsync(
                $"/{bucket}?policy",
                CloudTrailCalls.PolicyFor(bucket, s3.AccountId, folder: $"AWSLogs/{management.AccountId}/*")
            )
        ).Expect(204);
        await management.TrailRefused("InsufficientS3BucketPolicyException", null, "CreateTrail", Request(bucket));
        (await s3.PutAsync($"/{bucket}?policy", CloudTrailCalls.PolicyFor(bucket, s3.AccountId))).Expect(204);
        await management.Trail("CreateTrail", Request(bucket));
        await management.Trail("StartLogging", new { Name = "all" });
        var user = await management.NewUserAsync("ops", Documents.Allow("*"));
        var memberId = await management.NewMemberIdAsync();
        var member = await user.AssumeAsync($"arn:aws:iam::{memberId}:role/OrganizationAccountAccessRole");
        await member.Iam("CreateUser", ("UserName", "theirs"));
        await management.Iam("CreateUser", ("UserName", "ours"));
        await CheckMemberAsync(member, management.TrailArn("all"));
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await server.DeliverAsync();
        foreach (var (account, name) in new[] { (memberId, "theirs"), (management.AccountId, "ours") })
        {
            var folder = $"AWSLogs/{organizationId}/{account}/CloudTrail/us-east-1/";
            var records = new List<string>();
            foreach (var key in await s3.KeysAsync(bucket, folder))
                records.Add((await s3.FileAsync(bucket, key)).ToJsonString());
            Assert.Contains($"\"userName\":\"{name}\"", string.Concat(records), StringComparison.Ordinal);
        }
        server.Clock.Advance(TimeSpan.FromHours(1));
        await server.DeliverAsync();
        Assert.NotEmpty(await s3.KeysAsync(bucket, $"AWSLogs/{organizationId}/{memberId}/CloudTrail-Digest/us-east-1/"));
    }

    /// <summary>A member sees the trail, and cannot change it.</summary>
    static async Task CheckMemberAsync(TestClient member, string arn)
    {
        var seen = (await member.Trail("DescribeTrails"))["trailList"]!.AsArray();
        Assert.Equal(arn, (string)Assert.Single(seen)!["TrailARN"]!);
        Assert.True((bool)(await member.Trail("GetTrailStatus", new { Name = arn }))["IsLogging"]!);
        foreach (var action in new[] { "StopLogging", "DeleteTrail" })
        {
            var (status, answer) = await member.SendTrailAsync(action, new { Name = arn });
            Assert.True(status == System.Net.HttpStatusCode.BadRequest, answer.ToJsonString());
        }
    }

    [Fact]
    public async Task Only_a_management_account_can_have_one()
    {
        var standalone = await server.NewAccountAsync();
        await standalone.TrailRefused("OrganizationsNotInUseException", null, "CreateTrail", Request("bucket"));
        var management = await server.NewOrganizationAsync();
        var member = await management.NewMemberAsync();
        await member.TrailRefused("NotOrganizationMasterAccountException", null, "CreateTrail", Request("bucket"));
        var billing = await server.NewOrganizationAsync("CONSOLIDATED_BILLING");
        await billing.TrailRefused("OrganizationNotInAllFeaturesModeException", null, "CreateTrail", Request("bucket"));
    }
}
