using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Encryption;

[Collection(ServerCollection.Name)]
public class EncryptionTests(TestServer server)
{
    const string Header = "x-amz-server-side-encryption";

    [Fact]
    public async Task Every_answer_says_that_data_is_encrypted()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        Says((await s3.PutAsync($"/{bucket}/a", "data")).Expect(200));
        Says((await s3.PutAsync($"/{bucket}/a", "data", (Header, "AES256"))).Expect(200));
        Says((await s3.GetAsync($"/{bucket}/a")).Expect(200));
        Says((await s3.GetAsync($"/{bucket}/a", ("Range", "bytes=1-2"))).Expect(206));
        Says((await s3.SendAsync("HEAD", $"/{bucket}/a")).Expect(200));
        Says((await s3.SendAsync("PUT", $"/{bucket}/b", [], ("x-amz-copy-source", $"/{bucket}/a"))).Expect(200));
        var begun = (await s3.SendAsync("POST", $"/{bucket}/c?uploads")).Expect(200);
        Says(begun);
        var upload = begun.Element("UploadId");
        var part = (await s3.PutAsync($"/{bucket}/c?partNumber=1&uploadId={upload}", "data")).Expect(200);
        Says(part);
        Says(
            (await s3.SendAsync("PUT", $"/{bucket}/c?partNumber=2&uploadId={upload}", [], ("x-amz-copy-source", $"/{bucket}/a"))).Expect(
                200
            )
        );
        Says(
            (
                await s3.SendAsync(
                    "POST",
                    $"/{bucket}/c?uploadId={upload}",
                    System.Text.Encoding.UTF8.GetBytes(
                        $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part.Header("ETag")}</ETag></Part>"
                            + $"</CompleteMultipartUpload>"
                    )
                )
            ).Expect(200)
        );
        Says((await s3.GetAsync($"/{bucket}/c")).Expect(200));
        Says((await new Post.UploadForm(s3, bucket).With("key", "d").SendAsync()).Expect(204));

        static void Says(S3Answer answer) => Assert.Equal("AES256", answer.Header(Header));
    }

    [Fact]
    public async Task An_object_of_before_is_not_said_to_be_encrypted_until_it_is_copied()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/a", "data")).Expect(200);
        var objects = server.Server.Part<ObjectStore>();
        var id = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(s3.AccountId)))!.Buckets.Find(bucket)!.Id;
        var blob = objects.Find(id, "a")!.Blob!;
        await File.WriteAllTextAsync(Path.Combine(server.DataFolder, "objects", blob[..8], blob), "data");
        using (var database = new ObjectDatabase(Path.Combine(server.DataFolder, "objects.db")))
            database.Execute(
                "UPDATE objects SET data_key=NULL, attributes=CAST(json_remove(CAST(attributes AS TEXT), '$.encryption') AS "
                    + "BLOB) WHERE bucket=$1",
                id
            );
        var old = (await s3.GetAsync($"/{bucket}/a")).Expect(200);
        Assert.Equal(("data", null), (old.Text, old.Header(Header)));
        Assert.Equal(
            "AES256",
            (await s3.SendAsync("PUT", $"/{bucket}/a", [], ("x-amz-copy-source", $"/{bucket}/a"), (Header, "AES256")))
                .Expect(200)
                .Header(Header)
        );
        Assert.Equal("data", (await s3.GetAsync($"/{bucket}/a")).Expect(200).Text);
        Assert.NotNull(objects.Find(id, "a")!.DataKey);
    }

    [Fact]
    public async Task An_unknown_encryption_is_refused()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/a", "x", (Header, "AES128"))).Refused(
            400,
            "InvalidArgument",
            "The encryption method specified is not supported"
        );
        (await s3.PutAsync($"/{bucket}/a", "x")).Expect(200);
        (await s3.GetAsync($"/{bucket}/a", ($"{Header}-customer-algorithm", "AES256"))).Refused(
            400,
            "InvalidRequest",
            "The encryption parameters are not applicable to this object."
        );
    }

    /// <summary>
    /// The policies of <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html"/> that deny uploads
    /// without an encryption header.
    /// </summary>
    [Fact]
    public async Task A_policy_denies_uploads_whose_header_does_not_say_encrypted()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::{{bucket}}/*",
                    "Condition":{"Null":{"s3:x-amz-server-side-encryption":"true"} } },
                  {"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::{{bucket}}/*",
                    "Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"} } }]}
                """
            )
        ).Expect(204);
        (await s3.PutAsync($"/{bucket}/a", "x")).Refused(403, "AccessDenied");
        (await s3.PutAsync($"/{bucket}/a", "x", (Header, "aws:kms"))).Refused(403, "AccessDenied");
        (await s3.PutAsync($"/{bucket}/a", "x", (Header, "AES256"))).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/b", [], ("x-amz-copy-source", $"/{bucket}/a"))).Refused(403, "AccessDenied");
        (await s3.SendAsync("PUT", $"/{bucket}/b", [], ("x-amz-copy-source", $"/{bucket}/a"), (Header, "AES256"))).Expect(200);
        (await new Post.UploadForm(s3, bucket).With("key", "c").SendAsync()).Refused(403, "AccessDenied");
        (await new Post.UploadForm(s3, bucket).With("key", "c").With(Header, "AES256").SendAsync()).Expect(204);

        // Parts have no such header; CreateMultipartUpload had it.
        (await s3.SendAsync("POST", $"/{bucket}/d?uploads")).Refused(403, "AccessDenied");
        var upload = (await s3.SendAsync("POST", $"/{bucket}/d?uploads", null, (Header, "AES256"))).Expect(200).Element("UploadId");
        var part = (await s3.PutAsync($"/{bucket}/d?partNumber=1&uploadId={upload}", "x")).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/d?partNumber=2&uploadId={upload}", [], ("x-amz-copy-source", $"/{bucket}/a"))).Expect(200);
        (
            await s3.SendAsync(
                "POST",
                $"/{bucket}/d?uploadId={upload}",
                System.Text.Encoding.UTF8.GetBytes(
                    $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part.Header("ETag")}</ETag></Part>"
                        + $"</CompleteMultipartUpload>"
                )
            )
        ).Expect(200);
    }

    [Fact]
    public async Task A_policy_denies_keys_of_a_customer()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject",
                  "Resource":"arn:aws:s3:::{{bucket}}/*","Condition":{"Null":{"s3:x-amz-server-side-encryption-customer-algorithm":
                  "false"} } }]}
                """
            )
        ).Expect(204);
        (await s3.PutAsync($"/{bucket}/a", "x", ($"{Header}-customer-algorithm", "AES256"))).Refused(403, "AccessDenied");
        (await s3.PutAsync($"/{bucket}/a", "x")).Expect(200);
    }

    [Fact]
    public async Task Objects_and_parts_are_read_after_a_restart_and_from_every_version()
    {
        var own = new TestServer();
        await own.InitializeAsync();
        await using var _ = own;
        var s3 = await own.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);
        var first = (await s3.PutAsync($"/{bucket}/a", "one")).Expect(200).Header("x-amz-version-id");
        (await s3.PutAsync($"/{bucket}/a", "two")).Expect(200);
        await own.RestartAsync();
        s3 = new S3Client(own.Management.With(s3.AccountId, s3.Client.Credentials), own.Clock);
        Assert.Equal("one", (await s3.GetAsync($"/{bucket}/a?versionId={first}")).Expect(200).Text);
        (await s3.SendAsync("DELETE", $"/{bucket}/a")).Expect(204);
        var marker = (await s3.GetAsync($"/{bucket}?versions")).Xml.Element("DeleteMarker")!.Element("VersionId")!.Value;
        (await s3.SendAsync("DELETE", $"/{bucket}/a?versionId={marker}")).Expect(204);
        Assert.Equal("two", (await s3.GetAsync($"/{bucket}/a")).Expect(200).Text);
    }
}
