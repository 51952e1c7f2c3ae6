using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Buckets;

[Collection(ServerCollection.Name)]
public class CreateBucketTests(TestServer server)
{
    [Fact]
    public async Task A_bucket_is_listed_and_says_where_it_is()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        var created = (await s3.SendAsync("PUT", $"/{name}")).Expect(200);
        Assert.Equal($"/{name}", created.Header("Location"));
        Assert.Equal([name], (await s3.GetAsync("/")).All("Name"));
        Assert.Equal("", (await s3.GetAsync($"/{name}?location")).Expect(200).Xml.Value);
        Assert.Equal("us-east-1", (await s3.SendAsync("HEAD", $"/{name}")).Expect(200).Header("x-amz-bucket-region"));
    }

    [Fact]
    public async Task Names_are_unique_across_accounts()
    {
        var name = await (await server.NewS3Async()).NewBucketAsync();
        (await (await server.NewS3Async()).SendAsync("PUT", $"/{name}")).Refused(
            409,
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please "
                + "select a different name and try again."
        );
    }

    [Fact]
    public async Task Of_many_accounts_that_want_a_name_at_once_one_gets_it()
    {
        var name = S3Client.NewBucketName();
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.NewS3Async()));
        var answers = await Task.WhenAll(clients.Select(client => client.SendAsync("PUT", $"/{name}")));
        Assert.Equal(1, answers.Count(answer => (int)answer.Status == 200));
        Assert.Equal(7, answers.Count(answer => (int)answer.Status == 409));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("UPPER")]
    [InlineData("under_score")]
    [InlineData("-begins")]
    [InlineData("ends-")]
    [InlineData("two..dots")]
    [InlineData("192.168.5.4")]
    [InlineData("xn--bucket")]
    [InlineData("bucket--ol-s3")]
    [InlineData("%2e%2e%2fescape")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_against_the_rules_is_refused(string name) =>
        (await (await server.NewS3Async()).SendAsync("PUT", $"/{name}")).Refused(
            400,
            "InvalidBucketName",
            "The specified bucket is not valid."
        );

    [Theory]
    [InlineData("<CreateBucketConfiguration><LocationConstraint>eu-west-1</CreateBucketConfiguration>")]
    [InlineData("<CreateBucketConfiguration><Unknown>1</Unknown></CreateBucketConfiguration>")]
    [InlineData(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><CreateBucketConfiguration><LocationConstraint>&e;"
            + "</LocationConstraint></CreateBucketConfiguration>"
    )]
    [InlineData(
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
            + "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><CreateBucketConfiguration><LocationConstraint>&b;</LocationConstraint>"
            + "</CreateBucketConfiguration>"
    )]
    [InlineData("not xml")]
    public async Task Bad_xml_is_refused(string xml)
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{name}", Encoding.UTF8.GetBytes(xml))).Refused(400, "MalformedXML");
        (await s3.SendAsync("PUT", $"/{name}")).Expect(200);
    }

    [Fact]
    public async Task Settings_that_are_not_there_are_refused()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        (await s3.SendAsync("PUT", $"/{name}", null, ("x-amz-bucket-namespace", "account-regional"))).Refused(501, "NotImplemented");
        (await s3.SendAsync("PUT", $"/{name}", null, ("x-amz-acl", "public-read"))).Refused(400, "InvalidBucketAclWithObjectOwnership");
        (await s3.SendAsync("HEAD", $"/{name}")).Expect(404);
    }

    [Fact]
    public async Task Creating_needs_the_permission_on_that_bucket()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        var user = s3.As(await s3.Client.NewUserAsync("maker", Documents.Allow("s3:CreateBucket", $"arn:aws:s3:::{name}")));
        (await user.SendAsync("PUT", $"/{name}")).Expect(200);
        (await user.SendAsync("PUT", $"/{name}2")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/maker is not authorized to perform: s3:CreateBucket on resource: "
                + $"\"arn:aws:s3:::{name}2\" because no identity-based policy allows the s3:CreateBucket action"
        );
    }

    [Fact]
    public async Task A_bucket_is_made_with_tags_by_who_may_tag()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        var document = Encoding.UTF8.GetBytes(
            "<CreateBucketConfiguration><Tags><Tag><Key>k</Key><Value></Value></Tag></Tags></CreateBucketConfiguration>"
        );
        var maker = s3.As(await s3.Client.NewUserAsync("maker", Documents.Allow("s3:CreateBucket")));
        (await maker.SendAsync("PUT", $"/{name}", document)).Refused(403, "AccessDenied");
        (await s3.SendAsync("PUT", $"/{name}", document)).Expect(200);
        var tags = (await s3.GetAsync($"/{name}?tagging")).Expect(200);
        Assert.Equal(("k", ""), (tags.Element("Key"), tags.Element("Value")));
    }
}
