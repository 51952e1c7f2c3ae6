using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Acls;

/// <summary>The permissions that canned ACLs and grants in headers give.</summary>
[Collection(ServerCollection.Name)]
public class GrantTests(TestServer server)
{
    const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers",
        Authenticated = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    [Fact]
    public async Task While_acls_are_off_that_is_said_before_anything_else()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "private"))).Refused(
            400,
            "AccessControlListNotSupported",
            "The bucket does not allow ACLs"
        );
        (await s3.PutAsync($"/{bucket}?acl", "<AccessControlPolicy/>")).Refused(400, "AccessControlListNotSupported");
    }

    [Theory]
    [InlineData("private", "FULL_CONTROL")]
    [InlineData("public-read", "FULL_CONTROL READ:AllUsers")]
    [InlineData("public-read-write", "FULL_CONTROL READ:AllUsers WRITE:AllUsers")]
    [InlineData("authenticated-read", "FULL_CONTROL READ:AuthenticatedUsers")]
    [InlineData("log-delivery-write", "FULL_CONTROL WRITE:LogDelivery READ_ACP:LogDelivery")]
    public async Task A_canned_acl_stands_for_its_grants(string canned, string grants)
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", canned))).Expect(200);
        var acl = (await s3.GetAsync($"/{bucket}?acl")).Expect(200);
        Assert.Equal(
            grants,
            string.Join(
                ' ',
                acl.Xml.Descendants("Grant")
                    .Select(grant =>
                        grant.Element("Permission")!.Value
                        + (grant.Descendants("URI").FirstOrDefault() is { } uri ? $":{uri.Value.Split('/')[^1]}" : "")
                    )
            )
        );
        (await s3.PutDocumentAsync($"/{bucket}?acl", acl.Text)).Expect(200);
        Assert.Equal(acl.Text, (await s3.GetAsync($"/{bucket}?acl")).Text);
    }

    [Fact]
    public async Task Grants_in_headers_are_kept_and_what_is_wrong_with_them_is_said()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        var other = await server.NewS3Async();
        var id = (await other.GetAsync("/")).Element("ID");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-read", $"id=\"{id}\", uri=\"{Authenticated}\""))).Expect(200);
        var acl = await s3.GetAsync($"/{bucket}/key?acl");
        Assert.Equal(["READ", "READ"], acl.All("Permission"));
        Assert.Contains(id, acl.All("ID"));
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-read", "id=\"abc\""))).Refused(400, "InvalidArgument", "Invalid id");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-read", "uri=\"http://example.com/all\""))).Refused(
            400,
            "InvalidArgument",
            "Invalid group uri"
        );
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-read", "name=x"))).Refused(
            400,
            "InvalidArgument",
            "Argument format not recognized"
        );
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "sesame"))).Refused(400, "InvalidArgument");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "private"), ("x-amz-grant-read", $"id=\"{id}\""))).Refused(
            400,
            "InvalidRequest",
            "Specifying both Canned ACLs and Header Grants is not allowed"
        );
        (await s3.SendAsync("PUT", $"/{bucket}/key?acl")).Refused(
            400,
            "MissingSecurityHeader",
            "Your request was missing a required header"
        );
    }

    [Fact]
    public async Task Everyone_reads_what_an_acl_gives_to_everyone_unless_it_is_blocked_or_ignored()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("ObjectWriter", isPublic: true);
        (await s3.PutAsync($"/{bucket}/open*key", "x", ("x-amz-acl", "public-read"))).Expect(200);
        (await s3.PutAsync($"/{bucket}/openXkey", "x")).Expect(200);
        (await s3.PutAsync($"/{bucket}/signed", "x", ("x-amz-acl", "authenticated-read"))).Expect(200);
        Assert.Equal("x", (await s3.SendUnsignedAsync("GET", $"/{bucket}/open*key")).Expect(200).Text);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/openXkey")).Refused(403, "AccessDenied");
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/signed")).Refused(403, "AccessDenied");
        var stranger = await server.NewS3Async();
        (await stranger.GetAsync($"/{bucket}/signed")).Expect(200);
        (await stranger.GetAsync($"/{bucket}/openXkey")).Refused(403, "AccessDenied");
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "public-read"))).Expect(200);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}")).Expect(200);
        (await s3.SendUnsignedAsync("PUT", $"/{bucket}/new", [1])).Refused(403, "AccessDenied");

        const string Block = "<PublicAccessBlockConfiguration><{0}>true</{0}></PublicAccessBlockConfiguration>";
        (
            await s3.PutDocumentAsync($"/{bucket}?publicAccessBlock", Block.Replace("{0}", "IgnorePublicAcls", StringComparison.Ordinal))
        ).Expect(200);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/open*key")).Refused(403, "AccessDenied");
        (await s3.SendUnsignedAsync("GET", $"/{bucket}")).Refused(403, "AccessDenied");
        (
            await s3.PutDocumentAsync($"/{bucket}?publicAccessBlock", Block.Replace("{0}", "BlockPublicAcls", StringComparison.Ordinal))
        ).Expect(200);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/open*key")).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}?acl", null, ("x-amz-acl", "public-read"))).Refused(403, "AccessDenied");
        (await s3.SendAsync("PUT", $"/{bucket}/signed?acl", null, ("x-amz-grant-read", $"uri=\"{AllUsers}\""))).Refused(
            403,
            "AccessDenied"
        );
        (await s3.PutAsync($"/{bucket}/again", "x", ("x-amz-acl", "public-read"))).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task Acls_and_grants_are_condition_keys_and_need_an_action_of_their_own()
    {
        var (s3, bucket) = await server.NewOwnedBucketAsync("BucketOwnerPreferred", isPublic: true);
        var id = (await s3.GetAsync("/")).Element("ID");
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "user",
                $$"""
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectAcl"],
                  "Resource":"*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"} } },
                {"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectAcl"],
                  "Resource":"*","Condition":{"StringEquals":{"s3:x-amz-grant-full-control":"id={{id}}"} } }]}
                """
            )
        );
        (await user.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "bucket-owner-full-control"))).Expect(200);
        (await user.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-full-control", $"id={id}"))).Expect(200);
        (await user.PutAsync($"/{bucket}/key", "x")).Refused(403, "AccessDenied");
        (await user.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "public-read"))).Refused(403, "AccessDenied");
        var putter = s3.As(await s3.Client.NewUserAsync("putter", Documents.Allow("s3:PutObject")));
        (await putter.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await putter.PutAsync($"/{bucket}/key", "x", ("x-amz-grant-full-control", $"id={id}"))).Refused(403, "AccessDenied");
    }
}
