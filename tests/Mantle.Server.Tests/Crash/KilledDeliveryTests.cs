using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.CloudTrail;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>
/// SIGKILL while a trail delivers: every acknowledged change is in exactly one log file, and the chain of digest files has no gap.
/// MANTLE_LONG=1 makes 100 rounds.
/// </summary>
[Trait("speed", "slow")]
public sealed class KilledDeliveryTests : IDisposable
{
    static readonly int Rounds = Environment.GetEnvironmentVariable("MANTLE_LONG") == "1" ? 100 : 20;

    const int Parallel = 4;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-trails-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_acknowledged_change_is_in_one_log_file_and_the_chain_is_whole()
    {
        var random = new Random(14);
        var acknowledged = new ConcurrentBag<string>();
        var bucket = "";
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await StartAsync();
            var s3 = await ClientAsync(server);
            if (round == 0)
                bucket = await s3.NewTrailAsync();
            // Delivery runs every second, and a digest file is due every second too: a kill meets them at any moment.
            var patience = TimeSpan.FromMilliseconds(random.Next(300, 2_600));
            var killed = new TaskCompletionSource();
            var work = WriteAsync(s3.Client, round, acknowledged, killed.Task);
            await Task.Delay(patience, TestContext.Current.CancellationToken);
            killed.SetResult();
            await server.KillAsync();
            await work;
        }
        Assert.True(acknowledged.Count > Rounds, $"Only {acknowledged.Count} changes were acknowledged.");
        using var last = await StartAsync();
        var client = await ClientAsync(last);
        await client.Client.Trail("StopLogging", new { Name = "trail" });
        await CheckAsync(client, bucket, [.. acknowledged]);
        Assert.Equal(0, await last.TerminateAsync());
    }

    Task<MantleProcess> StartAsync() => MantleProcess.StartAsync(folder, "--trail-interval", "1", "--trail-digest-interval", "1");

    static Task WriteAsync(TestClient root, int round, ConcurrentBag<string> acknowledged, Task killed) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Parallel)
                .Select(async writer =>
                {
                    for (var i = 0; !killed.IsCompleted; i++)
                    {
                        var name = string.Create(CultureInfo.InvariantCulture, $"r{round}w{writer}n{i}");
                        try
                        {
                            if ((await root.SendAsync("iam", "CreateUser", ("UserName", name))).Code is null)
                                acknowledged.Add(name);
                        }
                        catch (Exception) when (killed.IsCompleted)
                        {
                            // The server is gone and the change was not acknowledged.
                        }
                    }
                })
        );

    static async Task CheckAsync(S3Client s3, string bucket, IReadOnlyList<string> acknowledged)
    {
        await WaitForLastDigestAsync(s3);
        var (users, ids) = (new List<string>(), new List<string>());
        var logs = new Dictionary<string, byte[]>();
        var digests = new List<(string Key, byte[] Content, string Signature)>();
        foreach (var key in await AllKeysAsync(s3, bucket))
        {
            var answer = (await s3.GetAsync($"/{bucket}/{key}")).Expect(200);
            var content = CloudTrailCalls.Unzipped(answer.Body);
            if (key.Contains("/CloudTrail-Digest/", StringComparison.Ordinal))
            {
                digests.Add((key, content, answer.Header("x-amz-meta-signature")!));
                continue;
            }
            logs[key] = content;
            foreach (var record in JsonNode.Parse(content)!["Records"]!.AsArray())
            {
                ids.Add((string)record!["eventID"]!);
                if ((string)record["eventName"]! == "CreateUser" && record["errorCode"] is null)
                    users.Add((string)record["requestParameters"]!["userName"]!);
            }
        }
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(acknowledged.Except(users));
        Assert.Equal(users.Count, users.Distinct().Count());
        await CheckChainAsync(s3, bucket, digests, logs);
    }

    static async Task CheckChainAsync(
        S3Client s3,
        string bucket,
        List<(string Key, byte[] Content, string Signature)> digests,
        Dictionary<string, byte[]> logs
    )
    {
        var publicKey = Assert.Single((await s3.Client.Trail("ListPublicKeys"))["PublicKeyList"]!.AsArray())!;
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(Convert.FromBase64String((string)publicKey["Value"]!), out _);
        var listed = new List<string>();
        string? previous = null,
            end = null;
        foreach (var (key, content, signature) in digests)
        {
            var digest = JsonNode.Parse(content)!;
            Assert.Equal(previous, (string?)digest["previousDigestSignature"]);
            Assert.Equal(end ?? (string)digest["digestStartTime"]!, (string)digest["digestStartTime"]!);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            var text = $"{(string)digest["digestEndTime"]!}\n{bucket}/{key}\n{hash}\n{previous ?? "null"}";
            Assert.True(
                rsa.VerifyData(
                    Encoding.UTF8.GetBytes(text),
                    Convert.FromHexString(signature),
                    HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1
                ),
                key
            );
            foreach (var log in digest["logFiles"]!.AsArray())
            {
                var name = (string)log!["s3Object"]!;
                listed.Add(name);
                Assert.Equal((string)log["hashValue"]!, Convert.ToHexStringLower(SHA256.HashData(logs[name])));
            }
            (previous, end) = (signature, (string)digest["digestEndTime"]!);
        }
        Assert.Equal(logs.Keys.Order(), listed.Order());
    }

    /// <summary>Waits until the stopped trail has its last digest file: from then on no other one comes.</summary>
    static async Task WaitForLastDigestAsync(S3Client s3)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        double? last = null;
        for (var same = 0; same < 6; )
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(2), "The digest files do not end.");
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
            var status = await s3.Client.Trail("GetTrailStatus", new { Name = "trail" });
            var time = (double?)status["LatestDigestDeliveryTime"];
            same = time == last ? same + 1 : 0;
            last = time;
        }
    }

    static async Task<IReadOnlyList<string>> AllKeysAsync(S3Client s3, string bucket)
    {
        var keys = new List<string>();
        string? token = null;
        do
        {
            var page = (
                await s3.GetAsync($"/{bucket}?{(token is null ? "" : $"continuation-token={Uri.EscapeDataString(token)}&")}list-type=2")
            ).Expect(200);
            keys.AddRange(page.All("Key"));
            token = page.Has("NextContinuationToken") ? page.Element("NextContinuationToken") : null;
        } while (token is not null);
        return keys;
    }

    async Task<S3Client> ClientAsync(MantleProcess server)
    {
        var root = await MantleProcess.CredentialsAsync(folder);
        return new S3Client(
            new TestClient(server.Endpoint, TimeProvider.System, root.AccountId, new Credentials(root.AccessKeyId, root.SecretAccessKey)),
            TimeProvider.System
        );
    }
}
