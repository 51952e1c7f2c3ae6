using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Versioning.VersioningCalls;

namespace Mantle.Server.Tests.Operations.S3.Versioning;

[Collection(ServerCollection.Name)]
public class VersioningTests(TestServer server)
{
    [Fact]
    public async Task Versioning_is_off_until_it_is_enabled_and_then_can_only_be_suspended()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        Assert.False((await s3.GetAsync($"/{bucket}?versioning")).Expect(200).Has("Status"));
        Assert.Null((await s3.PutAsync($"/{bucket}/key", "x")).Header("x-amz-version-id"));
        await SetAsync(s3, bucket, "Enabled");
        Assert.Equal("Enabled", (await s3.GetAsync($"/{bucket}?versioning")).Element("Status"));
        await SetAsync(s3, bucket, "Suspended");
        Assert.Equal("Suspended", (await s3.GetAsync($"/{bucket}?versioning")).Element("Status"));
        (await s3.PutDocumentAsync($"/{bucket}?versioning", "<VersioningConfiguration/>")).Refused(
            400,
            "IllegalVersioningConfigurationException"
        );
        (
            await s3.PutDocumentAsync($"/{bucket}?versioning", "<VersioningConfiguration><Status>Off</Status></VersioningConfiguration>")
        ).Refused(400, "MalformedXML");
    }

    [Fact]
    public async Task What_is_overwritten_stays_and_is_read_by_its_id()
    {
        var (s3, bucket) = await NewAsync(server);
        var first = await PutAsync(s3, $"/{bucket}/key", "one");
        var second = await PutAsync(s3, $"/{bucket}/key", "two");
        Assert.NotEqual(first, second);
        Assert.Equal(
            ("two", second),
            ((await s3.GetAsync($"/{bucket}/key")).Text, (await s3.GetAsync($"/{bucket}/key")).Header("x-amz-version-id"))
        );
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/key?versionId={first}")).Expect(200).Text);
        Assert.Equal(first, (await s3.SendAsync("HEAD", $"/{bucket}/key?versionId={first}")).Expect(200).Header("x-amz-version-id"));
        (await s3.GetAsync($"/{bucket}/key?versionId={new string('x', 32)}")).Refused(404, "NoSuchVersion");
        (await s3.GetAsync($"/{bucket}/key?versionId=nonsense")).Refused(400, "InvalidArgument", "Invalid version id specified");

        var copy = (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"/{bucket}/key?versionId={first}"))).Expect(
            200
        );
        Assert.Equal(first, copy.Header("x-amz-copy-source-version-id"));
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/copy")).Text);
    }

    [Fact]
    public async Task A_deletion_leaves_a_marker_and_deleting_the_marker_brings_the_object_back()
    {
        var (s3, bucket) = await NewAsync(server);
        var version = await PutAsync(s3, $"/{bucket}/key", "one");
        var deleted = (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        Assert.Equal("true", deleted.Header("x-amz-delete-marker"));
        var marker = deleted.Header("x-amz-version-id")!;
        var gone = (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
        Assert.Equal(("true", marker), (gone.Header("x-amz-delete-marker"), gone.Header("x-amz-version-id")));
        Assert.Equal(
            "true",
            (await s3.GetAsync($"/{bucket}/key?versionId={marker}")).Refused(405, "MethodNotAllowed").Header("x-amz-delete-marker")
        );
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/key?versionId={version}")).Expect(200).Text);
        Assert.Equal("0", (await s3.GetAsync($"/{bucket}?list-type=2")).Element("KeyCount"));
        (await s3.SendAsync("DELETE", $"/{bucket}")).Refused(409, "BucketNotEmpty");

        var undone = (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={marker}")).Expect(204);
        Assert.Equal(("true", marker), (undone.Header("x-amz-delete-marker"), undone.Header("x-amz-version-id")));
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Expect(204);
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
        (await s3.SendAsync("DELETE", $"/{bucket}")).Expect(204);
    }

    [Fact]
    public async Task Deleting_the_current_version_makes_the_one_before_current()
    {
        var (s3, bucket) = await NewAsync(server);
        await PutAsync(s3, $"/{bucket}/key", "one");
        var second = await PutAsync(s3, $"/{bucket}/key", "two");
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={second}")).Expect(204);
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
    }

    [Fact]
    public async Task While_versioning_is_suspended_there_is_one_version_called_null()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "before")).Expect(200);
        await SetAsync(s3, bucket, "Enabled");
        var kept = await PutAsync(s3, $"/{bucket}/key", "kept");
        Assert.Equal("before", (await s3.GetAsync($"/{bucket}/key?versionId=null")).Expect(200).Text);
        await SetAsync(s3, bucket, "Suspended");
        Assert.Null((await s3.PutAsync($"/{bucket}/key", "one")).Expect(200).Header("x-amz-version-id"));
        Assert.Null((await s3.PutAsync($"/{bucket}/key", "two")).Expect(200).Header("x-amz-version-id"));
        Assert.Equal("null", (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-version-id"));
        Assert.Equal("two", (await s3.GetAsync($"/{bucket}/key?versionId=null")).Text);
        Assert.Equal("kept", (await s3.GetAsync($"/{bucket}/key?versionId={kept}")).Text);
        var deleted = (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        Assert.Equal(("true", "null"), (deleted.Header("x-amz-delete-marker"), deleted.Header("x-amz-version-id")));
        var listed = await s3.GetAsync($"/{bucket}?versions");
        Assert.Equal(["null"], listed.Xml.Elements("DeleteMarker").Select(item => item.Element("VersionId")!.Value));
        Assert.Equal([kept], listed.Xml.Elements("Version").Select(item => item.Element("VersionId")!.Value));
    }

    [Fact]
    public async Task A_version_has_actions_of_its_own()
    {
        var (s3, bucket) = await NewAsync(server);
        var version = await PutAsync(s3, $"/{bucket}/key", "one");
        var dev = s3.As(await s3.Client.NewUserAsync("dev", Documents.Allow("s3:GetObject")));
        (await dev.GetAsync($"/{bucket}/key")).Expect(200);
        Assert.Contains(
            "s3:GetObjectVersion on",
            (await dev.GetAsync($"/{bucket}/key?versionId={version}")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        var deleter = s3.As(await s3.Client.NewUserAsync("deleter", Documents.Allow("s3:DeleteObject")));
        Assert.Contains(
            "s3:DeleteObjectVersion on",
            (await deleter.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        (await deleter.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
    }
}
