using Mantle.S3.Front;

namespace Mantle.Server.Tests.Protocol;

public class VirtualHostTests
{
    [Theory]
    [InlineData("bucket.s3.amazonaws.com", "bucket")]
    [InlineData("bucket.s3.us-east-1.amazonaws.com", "bucket")]
    [InlineData("my.bucket.s3.localhost", "my.bucket")]
    [InlineData("s3.bucket.s3.eu-west-1.example.com", "s3.bucket")]
    [InlineData("bucket.s3-us-west-2.amazonaws.com", "bucket")]
    [InlineData("bucket.localhost", "bucket")]
    [InlineData("localhost", null)]
    [InlineData("s3.localhost", null)]
    [InlineData("s3.us-east-1.amazonaws.com", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("example.com", null)]
    public void A_host_name_gives_a_bucket(string host, string? bucket) => Assert.Equal(bucket, VirtualHost.BucketOf(host));
}
