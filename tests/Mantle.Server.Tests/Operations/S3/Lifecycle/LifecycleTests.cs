using Mantle.Core.Storage;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Lifecycle;

[Collection(ServerCollection.Name)]
public class LifecycleTests(TestServer server)
{
    static string Rules(params string[] rules) =>
        $"<LifecycleConfiguration>{string.Concat(rules.Select(rule => $"<Rule>{rule}</Rule>"))}</LifecycleConfiguration>";

    static async Task PutAsync(S3Client s3, string bucket, params string[] rules) =>
        (await s3.PutDocumentAsync($"/{bucket}?lifecycle", Rules(rules))).Expect(200);

    [Fact]
    public async Task Rules_are_put_read_and_deleted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.GetAsync($"/{bucket}?lifecycle")).Refused(
            404,
            "NoSuchLifecycleConfiguration",
            "The lifecycle configuration does not exist"
        );
        await PutAsync(
            s3,
            bucket,
            "<ID>a</ID><Filter><And><Prefix>logs/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><ObjectSizeGreaterThan>"
                + "5</ObjectSizeGreaterThan></And></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration>",
            "<Filter/><Status>Disabled</Status><NoncurrentVersionExpiration><NoncurrentDays>2</NoncurrentDays>"
                + "<NewerNoncurrentVersions>1</NewerNoncurrentVersions></NoncurrentVersionExpiration><AbortIncompleteMultipartUpload>"
                + "<DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>",
            "<ID>c</ID><Prefix>old</Prefix><Status>Enabled</Status><Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration>"
        );
        var read = (await s3.GetAsync($"/{bucket}?lifecycle")).Expect(200);
        Assert.Equal(["Enabled", "Disabled", "Enabled"], read.All("Status"));
        Assert.Equal(
            ("3", "2", "7", "logs/"),
            (read.Element("Days"), read.Element("NoncurrentDays"), read.Element("DaysAfterInitiation"), read.Element("Prefix"))
        );
        Assert.StartsWith("2030-01-01T00:00:00", read.Element("Date"), StringComparison.Ordinal);
        (await s3.PutDocumentAsync($"/{bucket}?lifecycle", read.Text)).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}?lifecycle")).Expect(204);
        (await s3.GetAsync($"/{bucket}?lifecycle")).Refused(404, "NoSuchLifecycleConfiguration");
    }

    [Theory]
    [InlineData("<Filter></Filter>")]
    [InlineData("<Filter><Prefix></Prefix></Filter>")]
    [InlineData("<Filter><And><Prefix>a</Prefix></And></Filter>")]
    [InlineData("<Filter><And><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan><Prefix></Prefix></And></Filter>")]
    [InlineData("<Prefix></Prefix>")]
    public async Task A_filter_is_read_back_as_it_was_put(string filter)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        await PutAsync(s3, bucket, $"{filter}<ID>a</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration>");
        Assert.Contains(filter, (await s3.GetAsync($"/{bucket}?lifecycle")).Expect(200).Text.Replace("<Filter/>", "<Filter></Filter>"));
    }

    [Theory]
    [InlineData("<Filter/><Status>Enabled</Status>", 400, "InvalidRequest")]
    [InlineData("<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>", 400, "MalformedXML")]
    [InlineData("<Filter/><Status>Perhaps</Status><Expiration><Days>1</Days></Expiration>", 400, "MalformedXML")]
    [InlineData("<Filter/><Status>Enabled</Status><Expiration><Days>0</Days></Expiration>", 400, "InvalidArgument")]
    [InlineData(
        "<Filter/><Status>Enabled</Status><Expiration><Days>1</Days><Date>2030-01-01T00:00:00Z</Date></Expiration>",
        400,
        "MalformedXML"
    )]
    [InlineData("<Filter/><Status>Enabled</Status><Expiration><Date>2030-01-01T01:00:00Z</Date></Expiration>", 400, "InvalidArgument")]
    [InlineData("<Filter/><Status>Enabled</Status><Transition><Days>1</Days></Transition>", 400, "MalformedXML")]
    [InlineData(
        "<Filter/><Status>Enabled</Status><Transition><Days>1</Days><StorageClass>STANDARD_IA</StorageClass></Transition>",
        400,
        "InvalidArgument"
    )]
    [InlineData(
        "<Filter/><Status>Enabled</Status><Transition><Days>1</Days><StorageClass>STANDARD</StorageClass></Transition>",
        400,
        "MalformedXML"
    )]
    [InlineData(
        "<Filter/><Status>Enabled</Status><Transition><Days>9</Days><StorageClass>GLACIER</StorageClass></Transition>"
            + "<Expiration><Days>9</Days></Expiration>",
        400,
        "InvalidArgument"
    )]
    [InlineData(
        "<Filter><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></Filter><Status>Enabled</Status><Expiration><Days>"
            + "1</Days></Expiration>",
        400,
        "MalformedXML"
    )]
    public async Task A_rule_that_does_not_fit_is_refused(string rule, int status, string code)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?lifecycle", Rules(rule))).Refused(status, code);
        (await s3.GetAsync($"/{bucket}?lifecycle")).Refused(404, "NoSuchLifecycleConfiguration");
    }

    [Fact]
    public async Task What_is_due_goes_and_everything_else_stays()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var s3 = await own.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var key in new[] { "logs/a", "logs/b", "other" })
            (await s3.PutAsync($"/{bucket}/{key}", "data")).Expect(200);
        (await s3.PutAsync($"/{bucket}/logs/kept", "data", ("x-amz-tagging", "keep=no"))).Expect(200);
        (await s3.PutAsync($"/{bucket}/logs/tagged", "data", ("x-amz-tagging", "temporary=yes"))).Expect(200);
        (await s3.SendAsync("POST", $"/{bucket}/upload?uploads")).Expect(200);
        await PutAsync(
            s3,
            bucket,
            "<Filter><Prefix>logs/tag</Prefix></Filter><Status>Disabled</Status><Expiration><Days>1</Days></Expiration>",
            "<Filter><And><Prefix>logs/</Prefix><Tag><Key>temporary</Key><Value>yes</Value></Tag></And></Filter><Status>"
                + "Enabled</Status><Expiration><Days>1</Days></Expiration>",
            "<Filter><Prefix>logs/a</Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration>",
            "<Filter/><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation>"
                + "</AbortIncompleteMultipartUpload>"
        );

        Assert.Equal(["logs/a", "logs/b", "logs/kept", "other"], await KeysAfterAsync(TimeSpan.FromDays(2)));
        Assert.Single((await s3.GetAsync($"/{bucket}?uploads")).All("UploadId"));
        Assert.Equal(["logs/b", "logs/kept", "other"], await KeysAfterAsync(TimeSpan.FromDays(2)));
        Assert.Empty((await s3.GetAsync($"/{bucket}?uploads")).All("UploadId"));

        async Task<IReadOnlyList<string>> KeysAfterAsync(TimeSpan time)
        {
            own.Clock.Advance(time);
            await new LifecycleRun(own.Server.Part<ObjectStore>(), own.Server.Part<Ledger>(), own.Clock.GetUtcNow()).RunAsync(
                TestContext.Current.CancellationToken
            );
            return (await s3.GetAsync($"/{bucket}?list-type=2")).All("Key");
        }
    }

    [Fact]
    public async Task In_a_bucket_with_versions_objects_become_noncurrent_first()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var s3 = await own.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);
        for (var i = 0; i < 3; i++)
            (await s3.PutAsync($"/{bucket}/key", $"{i}")).Expect(200);
        await PutAsync(
            s3,
            bucket,
            "<Filter/><Status>Enabled</Status><Expiration><Days>5</Days></Expiration><NoncurrentVersionExpiration>"
                + "<NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>1</NewerNoncurrentVersions>"
                + "</NoncurrentVersionExpiration>"
        );
        Assert.Equal((2, 0), await CountAfterAsync(3));
        // The object gives way to a delete marker, and is the one noncurrent version that is kept.
        Assert.Equal((1, 1), await CountAfterAsync(4));
        await PutAsync(
            s3,
            bucket,
            "<Filter/><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker>"
                + "</Expiration><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"
        );
        Assert.Equal((0, 1), await CountAfterAsync(2));
        Assert.Equal((0, 0), await CountAfterAsync(1));

        async Task<(int Versions, int Markers)> CountAfterAsync(int days)
        {
            own.Clock.Advance(TimeSpan.FromDays(days));
            await new LifecycleRun(own.Server.Part<ObjectStore>(), own.Server.Part<Ledger>(), own.Clock.GetUtcNow()).RunAsync(
                TestContext.Current.CancellationToken
            );
            var listed = (await s3.GetAsync($"/{bucket}?versions")).Xml;
            return (listed.Elements("Version").Count(), listed.Elements("DeleteMarker").Count());
        }
    }
}
