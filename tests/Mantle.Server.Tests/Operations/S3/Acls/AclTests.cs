using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Acls;

/// <summary>ACLs are off, as in every new bucket.</summary>
[Collection(ServerCollection.Name)]
public class AclTests(TestServer server)
{
    [Fact]
    public async Task The_acl_gives_all_to_the_owner_and_can_be_put_only_so()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        foreach (var target in new[] { $"/{bucket}?acl", $"/{bucket}/key?acl" })
        {
            var acl = (await s3.GetAsync(target)).Expect(200);
            Assert.Equal(("FULL_CONTROL", 64), (acl.Element("Permission"), acl.Element("ID").Length));
            Assert.Contains("xsi:type=\"CanonicalUser\"", acl.Text, StringComparison.Ordinal);
            (await s3.PutDocumentAsync(target, acl.Text)).Expect(200);
            (await s3.PutDocumentAsync(target, acl.Text.Replace("FULL_CONTROL", "READ", StringComparison.Ordinal))).Refused(
                400,
                "AccessControlListNotSupported",
                "The bucket does not allow ACLs"
            );
            (await s3.PutDocumentAsync(target, "", ("x-amz-acl", "public-read"))).Refused(400, "AccessControlListNotSupported");
        }
        (await s3.PutDocumentAsync($"/{bucket}/key?acl", "", ("x-amz-acl", "bucket-owner-full-control"))).Expect(200);
        (await s3.PutAsync($"/{bucket}/other", "x", ("x-amz-acl", "public-read"))).Refused(400, "AccessControlListNotSupported");
        (await s3.GetAsync($"/{bucket}/none?acl")).Refused(404, "NoSuchKey");
    }
}
