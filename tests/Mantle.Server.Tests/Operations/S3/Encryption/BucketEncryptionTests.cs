using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Encryption;

[Collection(ServerCollection.Name)]
public class BucketEncryptionTests(TestServer server)
{
    [Fact]
    public async Task A_bucket_has_an_encryption_from_the_beginning()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        await IsAsync("AES256", "false");
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?encryption",
                Rule("<SSEAlgorithm>AES256</SSEAlgorithm>", "<BucketKeyEnabled>true</BucketKeyEnabled>")
            )
        ).Expect(200);
        await IsAsync("AES256", "true");
        (await s3.SendAsync("DELETE", $"/{bucket}?encryption")).Expect(204);
        await IsAsync("AES256", "false");
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?encryption",
                Rule("<SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID>")
            )
        ).Refused(400, "InvalidArgument");
        (await s3.PutDocumentAsync($"/{bucket}?encryption", Rule("<SSEAlgorithm>AES128</SSEAlgorithm>"))).Refused(400, "MalformedXML");
        (await s3.PutDocumentAsync($"/{bucket}?encryption", "<ServerSideEncryptionConfiguration/>")).Refused(400, "MalformedXML");
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?encryption",
                Rule(
                    "<SSEAlgorithm>AES256</SSEAlgorithm>",
                    "<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>"
                )
            )
        ).Expect(200);
        Assert.Equal("SSE-C", (await s3.GetAsync($"/{bucket}?encryption")).Element("EncryptionType"));

        async Task IsAsync(string algorithm, string bucketKey)
        {
            var answer = (await s3.GetAsync($"/{bucket}?encryption")).Expect(200);
            Assert.Equal((algorithm, bucketKey), (answer.Element("SSEAlgorithm"), answer.Element("BucketKeyEnabled")));
        }

        static string Rule(string byDefault, string more = "") =>
            $"<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
            + $"{byDefault}</ApplyServerSideEncryptionByDefault>{more}</Rule></ServerSideEncryptionConfiguration>";
    }

    [Fact]
    public async Task The_encryption_of_a_bucket_needs_actions_of_its_own()
    {
        var (owner, bucket) = await server.NewS3BucketAsync();
        var reader = owner.As(await owner.Client.NewUserAsync("reader", Documents.Allow("s3:GetEncryptionConfiguration")));
        (await reader.GetAsync($"/{bucket}?encryption")).Expect(200);
        (await reader.SendAsync("DELETE", $"/{bucket}?encryption")).Refused(403, "AccessDenied");
        var writer = owner.As(await owner.Client.NewUserAsync("writer", Documents.Allow("s3:PutEncryptionConfiguration")));
        (await writer.SendAsync("DELETE", $"/{bucket}?encryption")).Expect(204);
        (await writer.GetAsync($"/{bucket}?encryption")).Refused(403, "AccessDenied");
    }
}
