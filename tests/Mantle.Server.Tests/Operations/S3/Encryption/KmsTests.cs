using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Encryption;

/// <summary>AWS KMS keys are stored, shown and authorized.</summary>
[Collection(ServerCollection.Name)]
public class KmsTests(TestServer server)
{
    const string Header = "x-amz-server-side-encryption",
        KeyHeader = Header + "-aws-kms-key-id",
        Id = "1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public async Task A_key_is_shown_by_its_arn_however_it_was_named()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var arn = $"arn:aws:kms:us-east-1:{s3.AccountId}:key/{Id}";
        foreach (var named in new[] { Id, arn })
        {
            var put = (await s3.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), (KeyHeader, named))).Expect(200);
            Assert.Equal(("aws:kms", arn), (put.Header(Header), put.Header(KeyHeader)));
            var got = (await s3.GetAsync($"/{bucket}/key")).Expect(200);
            Assert.Equal(("aws:kms", arn), (got.Header(Header), got.Header(KeyHeader)));
        }
        var own = (await s3.PutAsync($"/{bucket}/own", "x", (Header, "aws:kms"))).Header(KeyHeader);
        Assert.StartsWith($"arn:aws:kms:us-east-1:{s3.AccountId}:key/", own, StringComparison.Ordinal);
        Assert.Equal(own, (await s3.PutAsync($"/{bucket}/own", "x", (Header, "aws:kms"), (KeyHeader, "alias/aws/s3"))).Header(KeyHeader));
        Assert.NotEqual(own, (await s3.PutAsync($"/{bucket}/own", "x", (Header, "aws:kms"), (KeyHeader, "alias/mine"))).Header(KeyHeader));
        Assert.Equal("AES256", (await s3.PutAsync($"/{bucket}/plain", "x")).Header(Header));
        Assert.Null((await s3.PutAsync($"/{bucket}/plain", "x")).Header(KeyHeader));
    }

    [Fact]
    public async Task What_does_not_go_together_is_refused()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        const string Needs = "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
        (await s3.PutAsync($"/{bucket}/key", "x", (Header, "AES256"), (KeyHeader, Id))).Refused(400, "InvalidArgument", Needs);
        (await s3.PutAsync($"/{bucket}/key", "x", (KeyHeader, Id))).Refused(400, "InvalidArgument", Needs);
        (await s3.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), (KeyHeader, "no-key"))).Refused(400, "KMS.NotFoundException");
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await s3.SendAsync("HEAD", $"/{bucket}/key", null, (Header, "AES256"))).Expect(400);
        (await s3.GetAsync($"/{bucket}/key", (Header, "AES256"))).Refused(400, "InvalidArgument");
    }

    [Fact]
    public async Task Keys_of_the_customers_are_blocked()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var refused = (await s3.PutAsync($"/{bucket}/key", "x", ($"{Header}-customer-algorithm", "AES256"))).Refused(403, "AccessDenied");
        Assert.Contains(
            "blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C)",
            refused.Message,
            StringComparison.Ordinal
        );
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?encryption",
                """
                <ServerSideEncryptionConfiguration><Rule><BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType>
                </BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>
                """
            )
        ).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "x", ($"{Header}-customer-algorithm", "AES256"))).Refused(501, "NotImplemented");
    }

    [Fact]
    public async Task The_buckets_key_is_the_one_of_what_names_none()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?encryption",
                $"""
                <ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>
                <SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>{Id}</KMSMasterKeyID>
                </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>
                """
            )
        ).Expect(200);
        var read = await s3.GetAsync($"/{bucket}?encryption");
        Assert.Equal(
            ("aws:kms", Id, "true"),
            (read.Element("SSEAlgorithm"), read.Element("KMSMasterKeyID"), read.Element("BucketKeyEnabled"))
        );
        var put = (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        Assert.Equal(("aws:kms", "true"), (put.Header(Header), put.Header($"{Header}-bucket-key-enabled")));
        Assert.EndsWith($":key/{Id}", put.Header(KeyHeader), StringComparison.Ordinal);
        Assert.Equal("AES256", (await s3.PutAsync($"/{bucket}/other", "x", (Header, "AES256"))).Header(Header));
        var started = (await s3.SendAsync("POST", $"/{bucket}/parts?uploads")).Expect(200);
        Assert.Equal("aws:kms", started.Header(Header));
    }

    [Fact]
    public async Task A_key_must_be_allowed_to_who_writes_and_who_reads()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var arn = $"arn:aws:kms:us-east-1:{s3.AccountId}:key/{Id}";
        var bare = s3.As(await s3.Client.NewUserAsync("bare", Documents.Allow("s3:*")));
        var refused = (await bare.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), (KeyHeader, Id))).Refused(403, "AccessDenied");
        Assert.Contains("kms:GenerateDataKey", refused.Message, StringComparison.Ordinal);
        (await bare.PutAsync($"/{bucket}/own", "x", (Header, "aws:kms"))).Expect(200);
        (await bare.GetAsync($"/{bucket}/own")).Expect(200);
        var writer = s3.As(
            await s3.Client.NewUserAsync(
                "writer",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                {"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"{{arn}}",
                  "Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"} } }]}
                """
            )
        );
        (await writer.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), (KeyHeader, Id))).Expect(200);
        Assert.Contains(
            "kms:Decrypt",
            (await writer.GetAsync($"/{bucket}/key")).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        (await s3.GetAsync($"/{bucket}/key")).Expect(200);
    }

    [Fact]
    public async Task Policies_can_ask_for_the_algorithm_and_the_key()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var arn = $"arn:aws:kms:us-east-1:{s3.AccountId}:key/{Id}";
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:PutObject",
                  "Resource":"arn:aws:s3:::{{bucket}}/*",
                "Condition":{"ArnNotEqualsIfExists":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"{{arn}}"} } } }
                """
            )
        ).Expect(204);
        (await s3.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), (KeyHeader, arn))).Expect(200);
        (
            await s3.PutAsync(
                $"/{bucket}/key",
                "x",
                (Header, "aws:kms"),
                (KeyHeader, arn.Replace("1234abcd", "4321abcd", StringComparison.Ordinal))
            )
        ).Refused(403, "AccessDenied");
    }

    /// <summary>The context is a JSON object of texts, in base64.</summary>
    [Theory]
    [InlineData("no base64", false)]
    [InlineData("", false)]
    [InlineData("not json", true)]
    [InlineData("[\"a\"]", true)]
    [InlineData("\"a\"", true)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("{\"a\":{\"b\":\"c\"}}", true)]
    [InlineData("{\"a\":null}", true)]
    [InlineData("{\"a\":\"b\",\"a\":\"c\"}", true)]
    public async Task A_context_of_another_form_is_refused(string context, bool isEncoded)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/source", "x")).Expect(200);
        var sent = isEncoded ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(context)) : context;
        (string, string)[] headers = [(Header, "aws:kms"), ($"{Header}-context", sent)];
        const string Message =
            "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a "
            + "string-string map";
        (await s3.PutAsync($"/{bucket}/key", "x", headers)).Refused(400, "InvalidArgument", Message);
        (await s3.SendAsync("POST", $"/{bucket}/key?uploads", null, headers)).Refused(400, "InvalidArgument", Message);
        (await s3.SendAsync("PUT", $"/{bucket}/key", [], [("x-amz-copy-source", $"{bucket}/source"), .. headers])).Refused(
            400,
            "InvalidArgument",
            Message
        );
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":\"b\",\"é\":\"\"}")]
    public async Task A_context_is_a_map_of_texts(string context)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var sent = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(context));
        var put = (await s3.PutAsync($"/{bucket}/key", "x", (Header, "aws:kms"), ($"{Header}-context", sent))).Expect(200);
        Assert.Equal(sent, put.Header($"{Header}-context"));
    }
}
