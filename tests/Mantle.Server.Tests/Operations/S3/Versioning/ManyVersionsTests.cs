using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Versioning.VersioningCalls;

namespace Mantle.Server.Tests.Operations.S3.Versioning;

/// <summary>Listing and deleting versions, many at a time.</summary>
[Collection(ServerCollection.Name)]
public class ManyVersionsTests(TestServer server)
{
    [Fact]
    public async Task Versions_are_listed_page_by_page_newest_first()
    {
        var (s3, bucket) = await NewAsync(server);
        var expected = new List<string>();
        foreach (var key in new[] { "a", "b/1", "b/2", "c" })
        {
            var versions = new List<string>();
            for (var i = 0; i < 3; i++)
                versions.Insert(0, $"{key} {await PutAsync(s3, $"/{bucket}/{key}", "x")}");
            if (key == "b/2")
                versions.Insert(0, $"{key} {(await s3.SendAsync("DELETE", $"/{bucket}/{key}")).Header("x-amz-version-id")}");
            expected.AddRange(versions);
        }
        foreach (var size in new[] { 1, 2, 5, 1_000 })
        {
            var (found, latest, marker) = (new List<string>(), new List<string>(), "");
            do
            {
                var page = (await s3.GetAsync($"/{bucket}?versions&max-keys={size}{marker}")).Expect(200).Xml;
                var items = page.Elements().Where(item => item.Name.LocalName is "Version" or "DeleteMarker").ToList();
                Assert.True(items.Count <= size);
                // Versions and markers are two lists in the answer's record; one page of one key is enough to see their order.
                found.AddRange(items.Select(item => $"{item.Element("Key")!.Value} {item.Element("VersionId")!.Value}"));
                latest.AddRange(items.Where(item => item.Element("IsLatest")!.Value == "true").Select(item => item.Element("Key")!.Value));
                marker =
                    page.Element("IsTruncated")!.Value == "true"
                        ? $"&key-marker={Uri.EscapeDataString(page.Element("NextKeyMarker")!.Value)}&"
                            + $"version-id-marker={page.Element("NextVersionIdMarker")!.Value}"
                        : "";
            } while (marker.Length > 0);
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            if (size == 1)
                Assert.Equal(expected, found);
            Assert.Equal(["a", "b/1", "b/2", "c"], latest.Order(StringComparer.Ordinal));
        }
        var rolled = await s3.GetAsync($"/{bucket}?versions&delimiter=/");
        Assert.Equal(["b/"], rolled.Xml.Elements("CommonPrefixes").Select(item => item.Element("Prefix")!.Value));
        Assert.Equal(6, rolled.Xml.Elements("Version").Count());
    }

    [Fact]
    public async Task Many_versions_are_deleted_at_once_and_each_has_its_own_tags()
    {
        var (s3, bucket) = await NewAsync(server);
        var first = await PutAsync(s3, $"/{bucket}/key", "one");
        var second = await PutAsync(s3, $"/{bucket}/key", "two");
        (
            await s3.PutDocumentAsync(
                $"/{bucket}/key?tagging&versionId={first}",
                "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"
            )
        ).Expect(200);
        Assert.Equal(["a"], (await s3.GetAsync($"/{bucket}/key?tagging&versionId={first}")).All("Key"));
        Assert.Empty((await s3.GetAsync($"/{bucket}/key?tagging")).All("Key"));
        var document =
            $"<Delete><Object><Key>key</Key><VersionId>{first}</VersionId></Object><Object><Key>key</Key><VersionId>"
            + $"{second}</VersionId></Object><Object><Key>other</Key></Object></Delete>";
        var answer = (await s3.SendDocumentAsync("POST", $"/{bucket}?delete", document)).Expect(200);
        Assert.Equal([first, second], answer.All("VersionId"));
        Assert.Single(answer.All("DeleteMarkerVersionId"));
        Assert.Empty((await s3.GetAsync($"/{bucket}?versions")).Xml.Elements("Version"));
    }

    [Fact]
    public async Task Emptying_page_by_page_leaves_nothing()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        await SetAsync(s3, bucket, "Enabled");
        for (var i = 0; i < 5; i++)
            foreach (var key in new[] { "a", "b" })
                await PutAsync(s3, $"/{bucket}/{key}", $"{i}");
        (await s3.SendAsync("DELETE", $"/{bucket}/a")).Expect(204);
        var next = "";
        S3Answer page;
        do
        {
            page = (await s3.GetAsync($"/{bucket}?versions&max-keys=2{next}")).Expect(200);
            foreach (var item in page.Xml.Elements("Version").Concat(page.Xml.Elements("DeleteMarker")))
                (
                    await s3.SendAsync("DELETE", $"/{bucket}/{item.Element("Key")!.Value}?versionId={item.Element("VersionId")!.Value}")
                ).Expect(204);
            if (page.Element("IsTruncated") == "true")
                next = $"&key-marker={page.Element("NextKeyMarker")}&version-id-marker={page.Element("NextVersionIdMarker")}";
        } while (page.Element("IsTruncated") == "true");
        Assert.Empty((await s3.GetAsync($"/{bucket}?versions")).All("VersionId"));
        (await s3.SendAsync("DELETE", $"/{bucket}")).Expect(204);
    }
}
