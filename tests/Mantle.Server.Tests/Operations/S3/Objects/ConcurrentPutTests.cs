using System.Security.Cryptography;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class ConcurrentPutTests(TestServer server)
{
    [Fact]
    public async Task A_write_can_depend_on_what_is_there()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "1", ("if-match", "\"abc\""))).Refused(404, "NoSuchKey");
        var etag = (await s3.PutAsync($"/{bucket}/key", "1", ("if-none-match", "*"))).Expect(200).Header("ETag")!;
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-none-match", "*"))).Refused(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold"
        );
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-match", "\"abc\""))).Refused(412, "PreconditionFailed");
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-match", etag))).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "3", ("if-none-match", etag))).Refused(501, "NotImplemented");
        Assert.Equal("2", (await s3.GetAsync($"/{bucket}/key")).Text);
    }

    [Fact]
    public async Task Of_many_that_create_a_key_at_once_one_does()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => s3.PutAsync($"/{bucket}/key", $"{i}", ("if-none-match", "*")))
        );
        Assert.Equal(1, answers.Count(answer => (int)answer.Status == 200));
        Assert.Equal(31, answers.Count(answer => (int)answer.Status == 412));
    }

    [Fact]
    public async Task Puts_reads_and_deletes_of_one_key_at_once_never_mix()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async i =>
                {
                    var body = string.Create(100_000, i, static (span, i) => span.Fill((char)('0' + i)));
                    (await s3.PutAsync($"/{bucket}/key", body)).Expect(200);
                    var got = await s3.GetAsync($"/{bucket}/key");
                    if ((int)got.Status == 200)
                    {
                        Assert.Equal(100_000, got.Body.Length);
                        Assert.DoesNotContain(got.Body, value => value != got.Body[0]);
                        Assert.Equal($"\"{Convert.ToHexStringLower(Md5(got.Body))}\"", got.Header("ETag"));
                    }
                    else
                        got.Refused(404, "NoSuchKey");
                    if (i % 2 == 0)
                        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
                })
        );
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}")).Expect(204);
    }

    static byte[] Md5(byte[] data)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(data);
        return md5.GetHashAndReset();
    }
}
