using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.Acls.OwnershipCalls;

namespace Mantle.Server.Tests.Operations.S3.Acls;

/// <summary>Who owns objects that other accounts put, and the ACLs of objects that the bucket's owner does not own.</summary>
[Collection(ServerCollection.Name)]
public class OwnershipTests(TestServer server)
{
    [Fact]
    public async Task Controls_are_put_read_and_deleted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        Assert.Equal("BucketOwnerEnforced", (await s3.GetAsync($"/{bucket}?ownershipControls")).Element("ObjectOwnership"));
        foreach (var ownership in new[] { "ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced" })
        {
            (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", Controls(ownership))).Expect(200);
            Assert.Equal(ownership, (await s3.GetAsync($"/{bucket}?ownershipControls")).Element("ObjectOwnership"));
        }
        (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", Controls("Somebody"))).Refused(400, "MalformedXML");
        (await s3.SendAsync("DELETE", $"/{bucket}?ownershipControls")).Expect(204);
        (await s3.GetAsync($"/{bucket}?ownershipControls")).Refused(
            404,
            "OwnershipControlsNotFoundError",
            "The bucket ownership controls were not found"
        );
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "private"))).Expect(200);
    }

    [Fact]
    public async Task An_old_module_sets_private_and_BucketOwnerPreferred_twice()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        for (var i = 0; i < 2; i++)
        {
            (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", Controls("BucketOwnerPreferred"))).Expect(200);
            (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "private"))).Expect(200);
            Assert.Equal(["FULL_CONTROL"], (await s3.GetAsync($"/{bucket}?acl")).All("Permission"));
        }
    }

    [Theory]
    [InlineData("ObjectWriter", "bucket-owner-full-control", false)]
    [InlineData("ObjectWriter", null, false)]
    [InlineData("BucketOwnerPreferred", "bucket-owner-full-control", true)]
    [InlineData("BucketOwnerPreferred", null, false)]
    public async Task What_another_account_puts_is_its_own_unless_it_is_given_away(string ownership, string? canned, bool isGivenAway)
    {
        var (owner, bucket) = await server.NewOwnedBucketAsync(ownership);
        var writer = await server.NewS3Async();
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{writer.AccountId}}"},
                  "Action":["s3:PutObject","s3:PutObjectAcl"],
                "Resource":"arn:aws:s3:::{{bucket}}/*"} }
                """
            )
        ).Expect(204);
        (string, string)[] headers = canned is null ? [] : [("x-amz-acl", canned)];
        (await writer.PutAsync($"/{bucket}/key", "x", headers)).Expect(200);
        var listed = (await owner.GetAsync($"/{bucket}")).Xml.Descendants("Owner").Single().Value;
        Assert.Equal((await (isGivenAway ? owner : writer).GetAsync("/")).Element("ID"), listed);
        (await writer.GetAsync($"/{bucket}/key")).Expect(isGivenAway ? 403 : 200);
        (await owner.GetAsync($"/{bucket}/key")).Expect(canned is null ? 403 : 200);
        // The bucket's owner can delete every object, whoever owns it.
        (await owner.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
    }

    [Fact]
    public async Task The_bucket_owner_can_deny_what_others_own()
    {
        var (owner, bucket) = await server.NewOwnedBucketAsync("ObjectWriter");
        var writer = await server.NewS3Async();
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{writer.AccountId}}"},
                  "Action":"s3:PutObject","Resource":"arn:aws:s3:::{{bucket}}/*"},
                {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/secret"}]}
                """
            )
        ).Expect(204);
        foreach (var key in new[] { "secret", "other" })
            (await writer.PutAsync($"/{bucket}/{key}", "x")).Expect(200);
        (await writer.GetAsync($"/{bucket}/other")).Expect(200);
        (await writer.GetAsync($"/{bucket}/secret")).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task Acls_cannot_be_turned_off_while_the_buckets_gives_something_to_others()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "public-read"))).Expect(200);
        (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", Controls("BucketOwnerEnforced"))).Refused(
            400,
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        );
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "private"))).Expect(200);
        (await s3.PutDocumentAsync($"/{bucket}?ownershipControls", Controls("BucketOwnerEnforced"))).Expect(200);
    }

    [Fact]
    public async Task A_bucket_is_made_with_an_acl_where_its_ownership_has_them()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{name}", null, ("x-amz-acl", "public-read"), ("x-amz-object-ownership", "ObjectWriter"))).Refused(
            400,
            "InvalidBucketAclWithBlockPublicAccessError",
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled"
        );
        var maker = s3.As(await s3.Client.NewUserAsync("maker", Documents.Allow("s3:CreateBucket")));
        (await maker.SendAsync("PUT", $"/{name}", null, ("x-amz-object-ownership", "ObjectWriter"))).Refused(403, "AccessDenied");
        (
            await s3.SendAsync("PUT", $"/{name}", null, ("x-amz-acl", "log-delivery-write"), ("x-amz-object-ownership", "ObjectWriter"))
        ).Expect(200);
        Assert.Equal(3, (await s3.GetAsync($"/{name}?acl")).All("Permission").Count);
    }
}
