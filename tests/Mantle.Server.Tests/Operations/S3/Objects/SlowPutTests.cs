using System.Text;
using Mantle.Server.Tests.Operations.S3.Acls;
using Mantle.Server.Tests.Operations.S3.Versioning;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;
using static Mantle.Server.Tests.Operations.S3.ObjectLock.ObjectLockCalls;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>A bucket's settings count as they are when an object becomes visible, however long its request took.</summary>
[Collection(ServerCollection.Name)]
public class SlowPutTests(TestServer server)
{
    const string MD5OfData = "VzXkUFR6FMXWUAwno9pA3Q==";

    const string Blocked =
        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>"
        + "<BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets>"
        + "</PublicAccessBlockConfiguration>";

    [Fact]
    public async Task A_slow_put_makes_a_version_where_versioning_was_enabled_meanwhile()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "old")).Expect(200);
        string? locked = null;
        var slow = await PutSlowlyAsync(
            s3,
            $"/{bucket}/key",
            async () =>
            {
                await VersioningCalls.SetAsync(s3, bucket, "Enabled");
                await LockAsync(s3, bucket);
                locked = await PutAsync(
                    s3,
                    bucket,
                    "key",
                    ("x-amz-object-lock-mode", "COMPLIANCE"),
                    ("x-amz-object-lock-retain-until-date", server.In(5))
                );
            }
        );
        var version = slow.Expect(200).Header("x-amz-version-id");
        Assert.NotNull(version);
        Assert.Equal("x", (await s3.GetAsync($"/{bucket}/key?versionId={locked}")).Expect(200).Text);
        Assert.Equal("old", (await s3.GetAsync($"/{bucket}/key?versionId=null")).Expect(200).Text);
        Assert.Equal("slow data", (await s3.GetAsync($"/{bucket}/key?versionId={version}")).Expect(200).Text);
    }

    [Fact]
    public async Task A_slow_put_is_locked_by_the_default_that_was_set_meanwhile()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var slow = await PutSlowlyAsync(
            s3,
            $"/{bucket}/key",
            () => LockAsync(s3, bucket, "<Mode>COMPLIANCE</Mode><Days>1</Days>"),
            ("content-md5", MD5OfData)
        );
        var version = slow.Expect(200).Header("x-amz-version-id");
        Assert.Equal("COMPLIANCE", (await s3.GetAsync($"/{bucket}/key?retention")).Expect(200).Element("Mode"));
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Refused(403, "AccessDenied");
        // Such data must come with a checksum, as in any other request.
        var (second, other) = await server.NewLockingBucketAsync();
        (await PutSlowlyAsync(second, $"/{other}/key", () => LockAsync(second, other, "<Mode>COMPLIANCE</Mode><Days>1</Days>"))).Refused(
            400,
            "InvalidRequest"
        );
        (await second.GetAsync($"/{other}/key")).Refused(404, "NoSuchKey");
    }

    [Fact]
    public async Task A_default_retention_begins_when_the_object_is_there()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var (s3, bucket) = await own.NewLockingBucketAsync();
        await LockAsync(s3, bucket, "<Mode>COMPLIANCE</Mode><Days>1</Days>");
        (
            await PutSlowlyAsync(
                s3,
                $"/{bucket}/key",
                () =>
                {
                    own.Clock.Advance(TimeSpan.FromHours(12));
                    return Task.CompletedTask;
                },
                ("content-md5", MD5OfData)
            )
        ).Expect(200);
        var until = DateTimeOffset.Parse(
            (await s3.GetAsync($"/{bucket}/key?retention")).Expect(200).Element("RetainUntilDate"),
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.True(until > own.Now.AddHours(23), $"{until}");
    }

    [Fact]
    public async Task A_slow_put_is_encrypted_by_the_default_that_was_set_meanwhile()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var slow = await PutSlowlyAsync(
            s3,
            $"/{bucket}/key",
            async () =>
                (
                    await s3.PutDocumentAsync(
                        $"/{bucket}?encryption",
                        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>"
                            + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"
                    )
                ).Expect(200)
        );
        Assert.Equal("aws:kms", slow.Expect(200).Header("x-amz-server-side-encryption"));
    }

    [Fact]
    public async Task A_slow_put_is_refused_a_public_acl_that_was_blocked_meanwhile()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (await PutSlowlyAsync(s3, $"/{bucket}/key", () => BlockAsync(s3, bucket), ("x-amz-acl", "public-read"))).Refused(
            403,
            "AccessDenied"
        );
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    [Fact]
    public async Task A_slow_acl_is_refused_where_public_ones_were_blocked_meanwhile()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var owner = (await s3.GetAsync($"/{bucket}/key?acl")).Expect(200).Xml.Element("Owner")!.Element("ID")!.Value;
        var acl =
            $"<AccessControlPolicy><Owner><ID>{owner}</ID></Owner><AccessControlList><Grant><Grantee "
            + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\">"
            + "<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant>"
            + "</AccessControlList></AccessControlPolicy>";
        (await PutSlowlyAsync(s3, $"/{bucket}/key?acl", () => BlockAsync(s3, bucket), acl)).Refused(403, "AccessDenied");
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/key")).Expect(403);
    }

    [Fact]
    public async Task A_slow_put_has_no_acl_where_acls_were_turned_off_meanwhile()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (
            await PutSlowlyAsync(
                s3,
                $"/{bucket}/key",
                async () =>
                    (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", OwnershipCalls.Controls("BucketOwnerEnforced"))).Expect(200),
                ("x-amz-acl", "public-read")
            )
        ).Refused(400, "AccessControlListNotSupported");
    }

    [Fact]
    public async Task An_upload_is_completed_by_the_settings_of_that_moment()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        var (open, first) = await StartAsync(s3, $"/{bucket}/public", ("x-amz-acl", "public-read"));
        var (plain, second) = await StartAsync(s3, $"/{bucket}/plain");
        await BlockAsync(s3, bucket);
        (await CompleteAsync(s3, $"/{bucket}/public", open, (1, first))).Refused(403, "AccessDenied");
        await VersioningCalls.SetAsync(s3, bucket, "Enabled");
        await LockAsync(s3, bucket, "<Mode>COMPLIANCE</Mode><Days>1</Days>");
        Assert.NotNull((await CompleteAsync(s3, $"/{bucket}/plain", plain, (1, second))).Expect(200).Header("x-amz-version-id"));
        Assert.Equal("COMPLIANCE", (await s3.GetAsync($"/{bucket}/plain?retention")).Expect(200).Element("Mode"));
    }

    [Fact]
    public async Task A_slow_form_makes_a_version_where_versioning_was_enabled_meanwhile()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "old")).Expect(200);
        var between = new TaskCompletionSource();
        var form = new Post.UploadForm(s3, bucket).With("key", "key").SendInHalvesAsync(between.Task);
        await Task.Delay(300);
        await VersioningCalls.SetAsync(s3, bucket, "Enabled");
        between.SetResult();
        Assert.NotNull((await form).Expect(204).Header("x-amz-version-id"));
        Assert.Equal("old", (await s3.GetAsync($"/{bucket}/key?versionId=null")).Expect(200).Text);
    }

    static Task<S3Answer> PutSlowlyAsync(S3Client s3, string target, Func<Task> between, params (string, string)[] headers) =>
        PutSlowlyAsync(s3, target, between, "slow data", headers);

    /// <summary>Sends one half of a body, does something else, and sends the other half.</summary>
    static async Task<S3Answer> PutSlowlyAsync(
        S3Client s3,
        string target,
        Func<Task> between,
        string body,
        params (string, string)[] headers
    )
    {
        var done = new TaskCompletionSource();
        var put = s3.PutInHalvesAsync(target, Encoding.UTF8.GetBytes(body), done.Task, headers);
        // The server has authorized the request by then.
        await Task.Delay(300);
        await between();
        done.SetResult();
        return await put;
    }

    /// <summary>Begins an upload and sends its one part.</summary>
    static async Task<(string Upload, string ETag)> StartAsync(S3Client s3, string target, params (string, string)[] headers)
    {
        var upload = await BeginAsync(s3, target, headers);
        return (upload, await PartAsync(s3, target, upload, 1, Data(1)));
    }

    static async Task LockAsync(S3Client s3, string bucket, string? retention = null)
    {
        var rule = retention is null ? "" : $"<Rule><DefaultRetention>{retention}</DefaultRetention></Rule>";
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?object-lock",
                $"<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>{rule}</ObjectLockConfiguration>"
            )
        ).Expect(200);
    }

    static async Task BlockAsync(S3Client s3, string bucket) =>
        (await s3.PutDocumentAsync($"/{bucket}?publicAccessBlock", Blocked)).Expect(200);
}
