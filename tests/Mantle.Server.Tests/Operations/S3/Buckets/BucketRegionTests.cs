using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Buckets;

/// <summary>A bucket's Region, and the Region for which its requests must be signed.</summary>
[Collection(ServerCollection.Name)]
public class BucketRegionTests(TestServer server)
{
    [Fact]
    public async Task The_second_request_for_a_bucket_is_taken_for_the_first_in_the_oldest_region_only()
    {
        var s3 = await server.NewS3Async();
        var name = await s3.NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{name}")).Expect(200);

        var elsewhere = S3Client.NewBucketName();
        var configuration = Configuration("eu-central-1");
        (await s3.SendAsync("PUT", $"/{elsewhere}", configuration)).Expect(200);
        Assert.Equal("eu-central-1", (await s3.GetAsync($"/{elsewhere}?location")).Xml.Value);
        (await s3.SendAsync("PUT", $"/{elsewhere}", configuration)).Refused(
            409,
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it."
        );
    }

    [Fact]
    public async Task The_location_must_suit_the_region_that_the_request_was_signed_for()
    {
        var s3 = await server.NewS3Async();
        var abroad = new S3Client(s3.Client, server.Clock) { Region = "eu-west-1" };
        (await abroad.SendAsync("PUT", $"/{S3Client.NewBucketName()}")).Refused(
            400,
            "IllegalLocationConstraintException",
            "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
        );
        (await abroad.SendAsync("PUT", $"/{S3Client.NewBucketName()}", Configuration("eu-west-2"))).Refused(
            400,
            "IllegalLocationConstraintException"
        );
        (await abroad.SendAsync("PUT", $"/{S3Client.NewBucketName()}", Configuration("eu-west-1"))).Expect(200);
        (await s3.SendAsync("PUT", $"/{S3Client.NewBucketName()}", Configuration("us-east-1"))).Refused(
            400,
            "InvalidLocationConstraint",
            "The specified location-constraint is not valid"
        );
        (await s3.SendAsync("PUT", $"/{S3Client.NewBucketName()}", Configuration("the moon"))).Refused(400, "InvalidLocationConstraint");
    }

    [Fact]
    public async Task A_signature_for_what_is_no_region_is_told_the_right_one()
    {
        var s3 = new S3Client(await server.NewAccountAsync(), server.Clock) { Region = "US" };
        var refused = (await s3.SendAsync("PUT", $"/{S3Client.NewBucketName()}")).Refused(
            400,
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the region 'US' is wrong; expecting 'us-east-1'"
        );
        Assert.Equal("us-east-1", refused.Element("Region"));
    }

    [Fact]
    public async Task The_word_EU_stays_what_it_is_and_a_constraint_must_fit_the_region()
    {
        var s3 = await server.NewS3Async();
        var name = S3Client.NewBucketName();
        static byte[] In(string constraint) =>
            Encoding.UTF8.GetBytes(
                $"<CreateBucketConfiguration><LocationConstraint>{constraint}</LocationConstraint></CreateBucketConfiguration>"
            );
        (await s3.SendAsync("PUT", $"/{name}", In("EU"))).Expect(200);
        Assert.Equal("EU", (await s3.GetAsync($"/{name}?location")).Xml.Value);
        Assert.Equal("eu-west-1", (await s3.SendAsync("HEAD", $"/{name}")).Header("x-amz-bucket-region"));
        var elsewhere = new S3Client(s3.Client, server.Clock) { Region = "eu-west-1" };
        (await elsewhere.SendAsync("PUT", $"/{S3Client.NewBucketName()}", In("us-east-1"))).Refused(
            400,
            "IllegalLocationConstraintException",
            "The us-east-1 location constraint is incompatible for the region specific endpoint this request was sent to."
        );
    }

    static byte[] Configuration(string region) =>
        Encoding.UTF8.GetBytes(
            $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>"
                + $"{region}</LocationConstraint></CreateBucketConfiguration>"
        );
}
