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

    /// <summary>
    /// AWS says that a bucket without ACLs takes the ACL of full control for its owner in any form. "private" is that form for an object
    /// that the owner's account writes: https://github.com/thephpleague/flysystem/issues/1904,
    /// https://github.com/rclone/rclone/issues/6413.
    /// </summary>
    [Fact]
    public async Task Private_is_accepted_for_new_objects_from_the_owners_account_alone()
    {
        var owner = await server.NewS3Async();
        var bucket = await owner.NewBucketAsync();
        (string, string) isPrivate = ("x-amz-acl", "private");
        (await owner.PutAsync($"/{bucket}/key", "x", isPrivate)).Expect(200);
        (await owner.SendAsync("PUT", $"/{bucket}/copy", null, isPrivate, ("x-amz-copy-source", $"/{bucket}/key"))).Expect(200);
        (await owner.SendAsync("POST", $"/{bucket}/parts?uploads", null, isPrivate)).Expect(200);
        var user = owner.As(await owner.Client.NewUserAsync("user", Documents.Allow("s3:*")));
        (await user.PutAsync($"/{bucket}/key", "x", isPrivate)).Expect(200);
        Assert.Equal(["FULL_CONTROL"], (await owner.GetAsync($"/{bucket}/key?acl")).All("Permission"));
        (await owner.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "bucket-owner-read"))).Refused(400, "AccessControlListNotSupported");

        var writer = await server.NewS3Async();
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{writer.AccountId}}"},
                  "Action":["s3:PutObject","s3:PutObjectAcl"],"Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);
        (await writer.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await writer.PutAsync($"/{bucket}/key", "x", isPrivate)).Refused(400, "AccessControlListNotSupported");
    }
}
