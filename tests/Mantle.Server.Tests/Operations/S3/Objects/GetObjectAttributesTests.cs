using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class GetObjectAttributesTests(TestServer server)
{
    [Fact]
    public async Task It_answers_what_it_is_asked_for()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data", ("x-amz-checksum-crc32", "rfPzYw=="))).Expect(200);
        var all = (
            await s3.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "ETag,Checksum,ObjectParts,StorageClass,ObjectSize"))
        ).Expect(200);
        Assert.Equal(
            ("GetObjectAttributesResponse", "4", "STANDARD", "rfPzYw=="),
            (all.Xml.Name.LocalName, all.Element("ObjectSize"), all.Element("StorageClass"), all.Element("ChecksumCRC32"))
        );
        Assert.Equal("8d777f385d3dfec8815d20f7496026dc", all.Element("ETag"));
        Assert.False(all.Has("ObjectParts"));
        Assert.Equal(
            ["ObjectSize"],
            (await s3.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "ObjectSize")))
                .Xml.Elements()
                .Select(element => element.Name.LocalName)
        );
        (await s3.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "Color"))).Refused(
            400,
            "InvalidArgument",
            "Invalid attribute name specified."
        );
        (await s3.GetAsync($"/{bucket}/key?attributes")).Refused(400, "InvalidRequest");
        (await s3.GetAsync($"/{bucket}/none?attributes", ("x-amz-object-attributes", "ETag"))).Refused(404, "NoSuchKey");
    }

    [Fact]
    public async Task It_needs_both_its_own_permission_and_the_one_to_read()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        var one = s3.As(await s3.Client.NewUserAsync("one", Documents.Allow("s3:GetObject")));
        var both = s3.As(await s3.Client.NewUserAsync("both", Documents.Allow("s3:GetObject*")));
        Assert.Contains(
            "s3:GetObjectAttributes",
            (await one.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "ETag"))).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        (await both.GetAsync($"/{bucket}/key?attributes", ("x-amz-object-attributes", "ETag"))).Expect(200);
    }
}
