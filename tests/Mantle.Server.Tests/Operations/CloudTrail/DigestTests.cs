using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>
/// The chain of digest files
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html"/>).
/// </summary>
public sealed class DigestTests : IAsyncLifetime
{
    readonly TestServer server = new();
    S3Client s3 = null!;

    TestClient Root => s3.Client;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        s3 = await server.NewS3Async();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task PassAsync(TimeSpan time)
    {
        server.Clock.Advance(time);
        await server.DeliverAsync();
    }

    async Task<IReadOnlyList<(string Key, JsonNode Digest)>> DigestsAsync(string bucket, string region = "us-east-1")
    {
        var digests = new List<(string, JsonNode)>();
        foreach (var key in await s3.KeysAsync(bucket, $"AWSLogs/{Root.AccountId}/CloudTrail-Digest/{region}/"))
            digests.Add((key, await s3.FileAsync(bucket, key)));
        return digests;
    }

    [Fact]
    public async Task An_hour_has_a_digest_of_its_log_files()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "ann"));
        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await DigestsAsync(bucket));
        await PassAsync(TimeSpan.FromMinutes(55));
        var (key, digest) = Assert.Single(await DigestsAsync(bucket));
        Assert.Equal(
            $"AWSLogs/{Root.AccountId}/CloudTrail-Digest/us-east-1/2026/03/01/"
                + $"{Root.AccountId}_CloudTrail-Digest_us-east-1_trail_us-east-1_20260301T130000Z.json.gz",
            key
        );
        var log = (await s3.KeysAsync(bucket, $"AWSLogs/{Root.AccountId}/CloudTrail/"))[0];
        var content = CloudTrailCalls.Unzipped((await s3.GetAsync($"/{bucket}/{log}")).Expect(200).Body);
        var fingerprint = (string)digest["digestPublicKeyFingerprint"]!;
        Assert.Equal(
            $$"""
            {"awsAccountId":"{{Root.AccountId}}","digestStartTime":"2026-03-01T12:00:00Z","digestEndTime":"2026-03-01T13:00:00Z",
            "digestS3Bucket":"{{bucket}}","digestS3Object":"{{key}}","digestPublicKeyFingerprint":"{{fingerprint}}",
            "digestSignatureAlgorithm":"SHA256withRSA","newestEventTime":"2026-03-01T12:00:00Z","oldestEventTime":"2026-03-01T12:00:00Z",
            "previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,
            "previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[{"s3Bucket":"{{bucket}}",
            "s3Object":"{{log}}","hashValue":"{{Convert.ToHexStringLower(SHA256.HashData(content))}}","hashAlgorithm":"SHA-256",
            "newestEventTime":"2026-03-01T12:00:00Z","oldestEventTime":"2026-03-01T12:00:00Z"}]}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(CloudTrailCalls.Unzipped((await s3.GetAsync($"/{bucket}/{key}")).Expect(200).Body))
        );
        var status = await Root.Trail("GetTrailStatus", new { Name = "trail" });
        Assert.Equal(server.Now.ToUnixTimeSeconds(), (long)(double)status["LatestDigestDeliveryTime"]!);
    }

    [Fact]
    public async Task Digests_refer_to_those_before_and_a_public_key_proves_them()
    {
        var bucket = await s3.NewTrailAsync();
        for (var i = 0; i < 4; i++)
            await PassAsync(TimeSpan.FromHours(1));
        var digests = await DigestsAsync(bucket);
        Assert.Equal(4, digests.Count);
        var keys = (await Root.Trail("ListPublicKeys"))["PublicKeyList"]!.AsArray();
        string? signature = null;
        for (var i = 0; i < digests.Count; i++)
        {
            var (key, digest) = digests[i];
            if (i > 0)
            {
                var before = (await s3.GetAsync($"/{bucket}/{digests[i - 1].Key}")).Expect(200);
                Assert.Equal(digests[i - 1].Key, (string)digest["previousDigestS3Object"]!);
                Assert.Equal(
                    Convert.ToHexStringLower(SHA256.HashData(CloudTrailCalls.Unzipped(before.Body))),
                    (string)digest["previousDigestHashValue"]!
                );
                Assert.Equal((string)digests[i - 1].Digest["digestEndTime"]!, (string)digest["digestStartTime"]!);
            }
            Assert.Equal(signature, (string?)digest["previousDigestSignature"]);
            var stored = (await s3.GetAsync($"/{bucket}/{key}")).Expect(200);
            Assert.Equal("SHA256withRSA", stored.Header("x-amz-meta-signature-algorithm"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(CloudTrailCalls.Unzipped(stored.Body)));
            var text = $"{(string)digest["digestEndTime"]!}\n{bucket}/{key}\n{hash}\n{signature ?? "null"}";
            signature = stored.Header("x-amz-meta-signature")!;
            var publicKey = keys.Single(one => (string)one!["Fingerprint"]! == (string)digest["digestPublicKeyFingerprint"]!)!;
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(Convert.FromBase64String((string)publicKey["Value"]!), out _);
            Assert.True(
                rsa.VerifyData(
                    Encoding.UTF8.GetBytes(text),
                    Convert.FromHexString(signature),
                    HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1
                )
            );
        }
    }

    [Fact]
    public async Task Hours_without_a_server_become_one_digest()
    {
        var bucket = await s3.NewTrailAsync();
        await PassAsync(TimeSpan.FromMinutes(5));
        await PassAsync(TimeSpan.FromHours(5));
        var (_, digest) = Assert.Single(await DigestsAsync(bucket));
        Assert.Equal("2026-03-01T17:00:00Z", (string)digest["digestEndTime"]!);
    }

    [Fact]
    public async Task Stopping_ends_with_a_last_digest_and_starting_begins_a_new_chain()
    {
        var bucket = await s3.NewTrailAsync();
        await Root.Iam("CreateUser", ("UserName", "ann"));
        server.Clock.Advance(TimeSpan.FromMinutes(7));
        await Root.Trail("StopLogging", new { Name = "trail" });
        await PassAsync(TimeSpan.FromMinutes(5));
        var (_, last) = Assert.Single(await DigestsAsync(bucket));
        Assert.Equal("2026-03-01T12:12:00Z", (string)last["digestEndTime"]!);
        Assert.Single(last["logFiles"]!.AsArray());
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Single(await DigestsAsync(bucket));
        await Root.Trail("StartLogging", new { Name = "trail" });
        await PassAsync(TimeSpan.FromMinutes(5));
        await PassAsync(TimeSpan.FromHours(1));
        var digests = await DigestsAsync(bucket);
        Assert.Equal(2, digests.Count);
        Assert.Null(digests[1].Digest["previousDigestSignature"]);
        Assert.Equal("2026-03-01T15:12:00Z", (string)digests[1].Digest["digestStartTime"]!);
    }

    [Fact]
    public async Task Every_region_has_a_chain_of_its_own()
    {
        var bucket = await s3.NewTrailAsync(multiRegion: true);
        var away = new TestClient(Root.Endpoint, server.Clock, Root.AccountId, Root.Credentials) { Region = "eu-west-1" };
        await away.Trail("DescribeTrails");
        await PassAsync(TimeSpan.FromMinutes(5));
        await PassAsync(TimeSpan.FromHours(1));
        var (key, digest) = Assert.Single(await DigestsAsync(bucket, "eu-west-1"));
        Assert.Contains("_CloudTrail-Digest_eu-west-1_trail_us-east-1_", key, StringComparison.Ordinal);
        Assert.Contains("/CloudTrail/eu-west-1/", (string)Assert.Single(digest["logFiles"]!.AsArray())!["s3Object"]!);
        Assert.Single(await DigestsAsync(bucket));
    }

    [Fact]
    public async Task Without_validation_there_are_no_digests()
    {
        var bucket = await s3.NewTrailAsync();
        await PassAsync(TimeSpan.FromMinutes(5));
        await Root.Trail("UpdateTrail", new { Name = "trail", EnableLogFileValidation = false });
        await PassAsync(TimeSpan.FromMinutes(5));
        // The log files so far have their digest.
        Assert.Single(await DigestsAsync(bucket));
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Single(await DigestsAsync(bucket));
        await Root.Trail("UpdateTrail", new { Name = "trail", EnableLogFileValidation = true });
        await PassAsync(TimeSpan.FromMinutes(5));
        await PassAsync(TimeSpan.FromHours(1));
        var digests = await DigestsAsync(bucket);
        Assert.Equal(2, digests.Count);
        Assert.Null(digests[1].Digest["previousDigestSignature"]);
    }

    [Fact]
    public async Task Keys_are_replaced_after_a_month_and_stay_listed()
    {
        var bucket = await s3.NewTrailAsync();
        await PassAsync(TimeSpan.FromHours(1));
        await PassAsync(TimeSpan.FromDays(31));
        var fingerprints = (await DigestsAsync(bucket)).Select(digest => (string)digest.Digest["digestPublicKeyFingerprint"]!).ToList();
        Assert.Equal(2, fingerprints.Distinct().Count());
        var current = (await Root.Trail("ListPublicKeys"))["PublicKeyList"]!.AsArray();
        Assert.Equal(fingerprints[1], (string)Assert.Single(current)!["Fingerprint"]!);
        var all = await Root.Trail(
            "ListPublicKeys",
            new { StartTime = server.Now.AddDays(-40).ToUnixTimeSeconds(), EndTime = server.Now.ToUnixTimeSeconds() }
        );
        Assert.Equal(fingerprints, all["PublicKeyList"]!.AsArray().Select(key => (string)key!["Fingerprint"]!));
        await Root.TrailRefused(
            "InvalidTimeRangeException",
            null,
            "ListPublicKeys",
            new { StartTime = server.Now.ToUnixTimeSeconds(), EndTime = server.Now.AddDays(-1).ToUnixTimeSeconds() }
        );
    }
}
