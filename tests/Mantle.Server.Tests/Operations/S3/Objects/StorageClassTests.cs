using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>Storage classes are attributes; archived data is restored before it is read.</summary>
[Collection(ServerCollection.Name)]
public class StorageClassTests(TestServer server)
{
    [Theory]
    [InlineData("STANDARD", null)]
    [InlineData("STANDARD_IA", "STANDARD_IA")]
    [InlineData("GLACIER_IR", "GLACIER_IR")]
    public async Task An_object_has_its_class(string storageClass, string? shown)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", storageClass))).Expect(200);
        Assert.Equal(shown, (await s3.GetAsync($"/{bucket}/key")).Expect(200).Header("x-amz-storage-class"));
        Assert.Equal(shown, (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-storage-class"));
        Assert.Equal(storageClass, (await s3.GetAsync($"/{bucket}")).Element("StorageClass"));
        (
            await s3.SendAsync("PUT", $"/{bucket}/key", [], ("x-amz-copy-source", $"{bucket}/key"), ("x-amz-storage-class", "ONEZONE_IA"))
        ).Expect(200);
        Assert.Equal("ONEZONE_IA", (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-storage-class"));
    }

    [Fact]
    public async Task Archived_data_is_restored_before_it_is_read()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", "GLACIER"))).Expect(200);
        Assert.Equal(
            "GLACIER",
            (await s3.GetAsync($"/{bucket}/key"))
                .Refused(403, "InvalidObjectState", "The operation is not valid for the object's storage class")
                .Element("StorageClass")
        );
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/key"))).Refused(403, "InvalidObjectState");
        const string Restore =
            "<RestoreRequest><Days>2</Days><GlacierJobParameters><Tier>Standard</Tier></GlacierJobParameters></RestoreRequest>";
        var user = s3.As(await s3.Client.NewUserAsync("user", Documents.Allow("s3:RestoreObject")));
        (await user.SendDocumentAsync("POST", $"/{bucket}/key?restore", Restore)).Expect(202);
        Assert.Contains(
            "ongoing-request=\"false\", expiry-date=\"",
            (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-restore"),
            StringComparison.Ordinal
        );
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        (await s3.SendDocumentAsync("POST", $"/{bucket}/key?restore", Restore)).Expect(200);
        (await s3.PutAsync($"/{bucket}/other", "x")).Expect(200);
        (await s3.SendDocumentAsync("POST", $"/{bucket}/other?restore", Restore)).Refused(
            403,
            "InvalidObjectState",
            "Restore is not allowed for the object's current storage class"
        );
        (await user.GetAsync($"/{bucket}/key")).Refused(403, "AccessDenied");
    }

    [Theory]
    [InlineData(2_914_000)]
    [InlineData(int.MaxValue)]
    public async Task A_restore_ends_at_the_last_date_at_the_latest(int days)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", "GLACIER"))).Expect(200);
        var restore = $"<RestoreRequest><Days>{days}</Days></RestoreRequest>";
        (await s3.SendDocumentAsync("POST", $"/{bucket}/key?restore", restore)).Expect(202);
        Assert.Equal(
            "ongoing-request=\"false\", expiry-date=\"Fri, 31 Dec 9999 00:00:00 GMT\"",
            (await s3.GetAsync($"/{bucket}/key")).Expect(200).Header("x-amz-restore")
        );
    }

    [Fact]
    public async Task A_redirect_is_kept_and_must_lead_somewhere()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-website-redirect-location", "/other"))).Expect(200);
        Assert.Equal("/other", (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-website-redirect-location"));
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-website-redirect-location", "other"))).Refused(400, "InvalidRedirectLocation");
    }
}
