using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Multipart.MultipartCalls;

namespace Mantle.Server.Tests.Operations.S3.Multipart;

[Collection(ServerCollection.Name)]
public class ListPartsTests(TestServer server)
{
    [Fact]
    public async Task Parts_and_uploads_are_listed_in_pages()
    {
        var (s3, target) = await server.NewTargetAsync();
        var bucket = target.Split('/')[1];
        var upload = await BeginAsync(s3, target);
        for (var i = 1; i <= 5; i++)
            await PartAsync(s3, target, upload, i, Data(i));
        var page = (await s3.GetAsync($"{target}?uploadId={upload}&max-parts=2&part-number-marker=2")).Expect(200);
        Assert.Equal(["3", "4"], page.All("PartNumber"));
        Assert.Equal("4", page.Element("NextPartNumberMarker"));
        Assert.Equal("true", page.Element("IsTruncated"));

        var ids = new List<string> { upload };
        foreach (var key in (string[])["a/1", "a/2", "key", "key", "z"])
            ids.Add(await BeginAsync(s3, $"/{bucket}/{key}"));
        var listed = new List<string>();
        for (var next = ""; ; )
        {
            page = (await s3.GetAsync($"/{bucket}?uploads&max-uploads=2{next}")).Expect(200);
            listed.AddRange(page.All("UploadId"));
            if (page.Element("IsTruncated") == "false")
                break;
            next =
                $"&key-marker={Uri.EscapeDataString(page.Element("NextKeyMarker"))}&upload-id-marker={page.Element("NextUploadIdMarker")}";
        }
        Assert.Equal(ids.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        page = await s3.GetAsync($"/{bucket}?uploads&delimiter=/");
        Assert.Equal(["a/"], page.Xml.Elements("CommonPrefixes").Select(element => element.Element("Prefix")!.Value));
        Assert.Equal(4, page.All("UploadId").Count);
        Assert.Equal(["z"], (await s3.GetAsync($"/{bucket}?uploads&key-marker=key")).All("Key"));
    }
}
