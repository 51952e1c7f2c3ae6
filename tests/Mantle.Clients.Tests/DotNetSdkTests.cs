using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>The AWS SDK for .NET against a live server.</summary>
[Trait("speed", "slow")]
public sealed class DotNetSdkTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-sdk-").FullName;
    MantleProcess server = null!;
    AWSCredentials root = null!;

    public async ValueTask InitializeAsync()
    {
        server = await MantleProcess.StartAsync(folder);
        var credentials = await MantleProcess.CredentialsAsync(folder);
        root = new BasicAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey);
    }

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Objects_round_trip_and_sessions_are_who_they_say()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            root,
            new AmazonSecurityTokenServiceConfig { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" }
        );
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.EndsWith(":root", identity.Arn);
        var session = (await sts.GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 900 })).Credentials;

        using var s3 = new AmazonS3Client(
            session,
            new AmazonS3Config
            {
                ServiceURL = server.Endpoint,
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
            }
        );
        await s3.PutBucketAsync("sdk-bucket");
        await s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "sdk-bucket",
                Key = "a b/ü.txt",
                ContentBody = "hello",
                ContentType = "text/plain",
            }
        );
        using var got = await s3.GetObjectAsync("sdk-bucket", "a b/ü.txt");
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("hello", await reader.ReadToEndAsync());
        Assert.Equal("text/plain", got.Headers.ContentType);
        var missing = await Assert.ThrowsAsync<NoSuchKeyException>(() => s3.GetObjectAsync("sdk-bucket", "missing"));
        Assert.Equal("NoSuchKey", missing.ErrorCode);
    }

    [Fact]
    public async Task The_root_user_is_refused_a_role_with_the_sdks_own_exception()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            root,
            new AmazonSecurityTokenServiceConfig { ServiceURL = server.Endpoint, AuthenticationRegion = "us-east-1" }
        );
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/missing", RoleSessionName = "session" })
        );
        Assert.Equal("AccessDenied", error.ErrorCode);
    }
}
