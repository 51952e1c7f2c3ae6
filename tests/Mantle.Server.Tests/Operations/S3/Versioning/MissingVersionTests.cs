using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;
using static Mantle.Server.Tests.Operations.S3.Versioning.VersioningCalls;

namespace Mantle.Server.Tests.Operations.S3.Versioning;

/// <summary>
/// Versions that are not there, and answers that name none
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersionSuspendedBuckets.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class MissingVersionTests(TestServer server)
{
    /// <summary>AWS was recorded refusing it, where its guide says nothing.</summary>
    [Fact]
    public async Task A_version_that_does_not_exist_is_not_deleted()
    {
        var (s3, bucket) = await NewAsync(server);
        await PutAsync(s3, $"/{bucket}/key", "x");
        var version = new string('x', 32);
        var refused = (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Refused(
            404,
            "NoSuchVersion",
            "The specified version does not exist."
        );
        Assert.Equal(("key", version), (refused.Element("Key"), refused.Element("VersionId")));
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }

    [Fact]
    public async Task While_versioning_is_suspended_a_completed_upload_names_no_version()
    {
        var (s3, bucket) = await NewAsync(server);
        var target = $"/{bucket}/key";
        foreach (var (status, isNamed) in new[] { ("Enabled", true), ("Suspended", false) })
        {
            await SetAsync(s3, bucket, status);
            var upload = await BeginAsync(s3, target);
            var part = await PartAsync(s3, target, upload, 1, Data(1));
            var completed = (await CompleteAsync(s3, target, upload, (1, part))).Expect(200);
            Assert.Equal(isNamed, completed.Header("x-amz-version-id") is not null);
        }
        Assert.Equal("null", (await s3.SendAsync("HEAD", target)).Header("x-amz-version-id"));
    }
}
