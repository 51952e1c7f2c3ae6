using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>SIGKILL in the middle of parallel uploads: each object is complete or missing, and every file belongs to an object.</summary>
[Trait("speed", "slow")]
public sealed class KilledUploadTests : IDisposable
{
    static readonly bool IsLong = Environment.GetEnvironmentVariable("MANTLE_LONG") == "1";

    static readonly int Rounds = IsLong ? 20 : 3,
        Uploads = IsLong ? 200 : 60;

    /// <summary>One upload in this many pauses halfway until the server is gone.</summary>
    const int Halted = 6;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-uploads-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Only_whole_objects_are_left_and_no_file_that_belongs_to_none()
    {
        var random = new Random(7);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var rounds = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var server = await MantleProcess.StartAsync(folder);
            var s3 = await ClientAsync(server);
            if (round == 0)
                (await s3.SendAsync("PUT", "/uploads")).Expect(200);
            await CheckAsync(s3, acknowledged);
            var before = acknowledged.Count;
            await CutWork.RunAsync(
                server,
                () => acknowledged.Count,
                before + random.Next(1, Uploads / 2),
                cut => UploadAsync(s3, round, acknowledged, cut)
            );
            rounds += acknowledged.Count - before < Uploads ? 1 : 0;
        }
        Assert.True(rounds > Rounds / 2, $"Only {rounds} of {Rounds} rounds were cut in the middle of their uploads.");
        using var last = await MantleProcess.StartAsync(folder);
        await CheckAsync(await ClientAsync(last), acknowledged);
    }

    /// <summary>Uploads of up to 4 MiB, all at once; each has a content of its own.</summary>
    static Task UploadAsync(S3Client s3, int round, ConcurrentDictionary<string, string> acknowledged, CutWork cut) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, Uploads),
            new ParallelOptions { MaxDegreeOfParallelism = Uploads },
            async (i, _) =>
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"r{round}/{i}");
                var body = RandomNumberGenerator.GetBytes(1 + (i * 20_011 % (4 << 20)));
                try
                {
                    // Some uploads are certainly in the middle of their body when the kill comes.
                    if (
                        (int)
                            (
                                await (
                                    i % Halted == 0
                                        ? s3.PutInHalvesAsync($"/uploads/{key}", body, cut.Killed)
                                        : s3.SendAsync("PUT", $"/uploads/{key}", body)
                                )
                            ).Status == 200
                    )
                        acknowledged[key] = Convert.ToHexString(SHA256.HashData(body));
                }
                catch (Exception) when (cut.IsKilling)
                {
                    // The server is gone and the upload was not acknowledged.
                }
            }
        );

    async Task CheckAsync(S3Client s3, ConcurrentDictionary<string, string> acknowledged)
    {
        var sizes = new Dictionary<string, long>();
        for (string? after = ""; after is not null; )
        {
            var page = (await s3.GetAsync($"/uploads?list-type=2&start-after={Uri.EscapeDataString(after)}")).Expect(200).Xml;
            foreach (var item in page.Elements("Contents"))
                sizes[item.Element("Key")!.Value] = long.Parse(item.Element("Size")!.Value, CultureInfo.InvariantCulture);
            after = page.Element("IsTruncated")!.Value == "true" ? page.Elements("Contents").Last().Element("Key")!.Value : null;
        }
        Assert.Empty(acknowledged.Keys.Except(sizes.Keys));
        foreach (var (key, size) in sizes)
        {
            // An upload that was never acknowledged may exist, but must be complete: its checksum is compared.
            var answer = (await s3.GetAsync($"/uploads/{key}", ("x-amz-checksum-mode", "ENABLED"))).Expect(200);
            Assert.Equal(size, answer.Body.Length);
            using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            md5.AppendData(answer.Body);
            Assert.Equal(answer.Header("ETag"), $"\"{Convert.ToHexStringLower(md5.GetHashAndReset())}\"");
            if (acknowledged.TryGetValue(key, out var hash))
                Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(answer.Body)));
        }
        Assert.Equal(sizes.Count, Directory.EnumerateFiles(Path.Combine(folder, "objects"), "*", SearchOption.AllDirectories).Count());
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
