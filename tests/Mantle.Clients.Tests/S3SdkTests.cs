using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Mantle.Clients.Tests;

/// <summary>SDKs with the temporary credentials of a role in another account.</summary>
[Trait("speed", "slow")]
public sealed class S3SdkTests : S3ClientTest
{
    [Fact]
    public async Task The_sdk_for_dotnet_sets_and_reads_policies_and_versions()
    {
        var keys = await KeysAsync();
        using var s3 = new AmazonS3Client(
            new SessionAWSCredentials(keys[0], keys[1], keys[2]),
            new AmazonS3Config
            {
                ServiceURL = server.Endpoint,
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
            }
        );
        await s3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = "storage",
                VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
            }
        );
        var first = await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                ContentBody = "one",
                TagSet = [new Tag { Key = "a", Value = "b" }],
            }
        );
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                ContentBody = "two",
            }
        );
        using var old = await s3.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = "storage",
                Key = "sdk",
                VersionId = first.VersionId,
            }
        );
        using var reader = new StreamReader(old.ResponseStream);
        Assert.Equal("one", await reader.ReadToEndAsync());
        Assert.Equal(2, (await s3.ListVersionsAsync("storage", "sdk")).Versions.Count);
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{teamAccount}}"},
             "Action":"s3:GetObject","Resource":"arn:aws:s3:::storage/*"}]}
            """;
        await s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = "storage", Policy = policy });
        Assert.Equal(policy, (await s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = "storage" })).Policy);
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = "storage", Policy = "{}" })
        );
        Assert.Equal("MalformedPolicy", error.ErrorCode);
    }
}
