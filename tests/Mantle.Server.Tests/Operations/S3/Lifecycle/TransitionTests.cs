using Mantle.Core.Storage;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Lifecycle;

/// <summary>Transitions to other storage classes, and the headers that announce an expiration.</summary>
[Collection(ServerCollection.Name)]
public class TransitionTests(TestServer server)
{
    static string Rules(string rule) => $"<LifecycleConfiguration><Rule>{rule}</Rule></LifecycleConfiguration>";

    [Fact]
    public async Task Transitions_are_put_and_read()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var put = (
            await s3.PutDocumentAsync(
                $"/{bucket}?lifecycle",
                Rules(
                    """
                    <ID>a</ID><Filter/><Status>Enabled</Status>
                    <Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>
                    <Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition>
                    <NoncurrentVersionTransition><NoncurrentDays>7</NoncurrentDays>
                    <NewerNoncurrentVersions>2</NewerNoncurrentVersions><StorageClass>DEEP_ARCHIVE</StorageClass>
                    </NoncurrentVersionTransition>
                    """
                )
            )
        ).Expect(200);
        Assert.Equal("all_storage_classes_128K", put.Header("x-amz-transition-default-minimum-object-size"));
        var read = (await s3.GetAsync($"/{bucket}?lifecycle")).Expect(200);
        Assert.Equal(["30", "90"], read.All("Days"));
        Assert.Equal(("7", "2"), (read.Element("NoncurrentDays"), read.Element("NewerNoncurrentVersions")));
        Assert.Equal("all_storage_classes_128K", read.Header("x-amz-transition-default-minimum-object-size"));
        Assert.False(read.Has("Prefix"));
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?lifecycle",
                read.Text,
                ("x-amz-transition-default-minimum-object-size", "varies_by_storage_class")
            )
        ).Expect(200);
        Assert.Equal(
            "varies_by_storage_class",
            (await s3.GetAsync($"/{bucket}?lifecycle")).Header("x-amz-transition-default-minimum-object-size")
        );
    }

    [Fact]
    public async Task Objects_go_where_they_are_to_go_and_small_ones_stay()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var s3 = await own.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var large = new string('x', 128 << 10);
        (await s3.PutAsync($"/{bucket}/logs/large", large)).Expect(200);
        (await s3.PutAsync($"/{bucket}/logs/small", "x")).Expect(200);
        (await s3.PutAsync($"/{bucket}/logs/deep", large, ("x-amz-storage-class", "DEEP_ARCHIVE"))).Expect(200);
        (await s3.PutAsync($"/{bucket}/other", large)).Expect(200);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?lifecycle",
                Rules(
                    """
                    <ID>a</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status>
                    <Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>
                    <Transition><Days>60</Days><StorageClass>GLACIER</StorageClass></Transition>
                    """
                )
            )
        ).Expect(200);
        own.Clock.Advance(TimeSpan.FromDays(32));
        await new LifecycleRun(own.Server.Part<ObjectStore>(), own.Server.Part<Ledger>(), own.Clock.GetUtcNow()).RunAsync(
            TestContext.Current.CancellationToken
        );
        Assert.Equal(["DEEP_ARCHIVE", "STANDARD_IA", "STANDARD", "STANDARD"], (await s3.GetAsync($"/{bucket}")).All("StorageClass"));
        own.Clock.Advance(TimeSpan.FromDays(32));
        await new LifecycleRun(own.Server.Part<ObjectStore>(), own.Server.Part<Ledger>(), own.Clock.GetUtcNow()).RunAsync(
            TestContext.Current.CancellationToken
        );
        Assert.Equal(["DEEP_ARCHIVE", "GLACIER", "STANDARD", "STANDARD"], (await s3.GetAsync($"/{bucket}")).All("StorageClass"));
    }

    [Fact]
    public async Task Answers_say_when_an_object_expires_and_an_upload_is_aborted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?lifecycle",
                Rules(
                    """
                    <ID>a rule</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration>
                    <AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>
                    """
                )
            )
        ).Expect(200);
        var day = server
            .Clock.GetUtcNow()
            .UtcDateTime.Date.AddDays(4)
            .ToString("ddd, dd MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        var expected = $"expiry-date=\"{day} 00:00:00 GMT\", rule-id=\"a%20rule\"";
        Assert.Equal(expected, (await s3.PutAsync($"/{bucket}/logs/a", "x")).Expect(200).Header("x-amz-expiration"));
        Assert.Equal(expected, (await s3.SendAsync("HEAD", $"/{bucket}/logs/a")).Header("x-amz-expiration"));
        Assert.Equal(expected, (await s3.GetAsync($"/{bucket}/logs/a")).Header("x-amz-expiration"));
        Assert.Null((await s3.PutAsync($"/{bucket}/other", "x")).Expect(200).Header("x-amz-expiration"));
        Assert.Equal("a rule", (await s3.SendAsync("POST", $"/{bucket}/logs/b?uploads")).Header("x-amz-abort-rule-id"));
    }
}
