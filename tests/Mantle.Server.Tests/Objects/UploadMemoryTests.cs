using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Objects;

/// <summary>
/// Bodies are streamed: the server's memory does not grow with the length of eight parallel uploads. MANTLE_LONG=1 makes them 1 GiB each.
/// </summary>
[Trait("speed", "slow")]
public sealed class UploadMemoryTests : IDisposable
{
    const int Uploads = 8,
        Piece = 1 << 20,
        MostResident = 300;

    static readonly bool IsLong = Environment.GetEnvironmentVariable("MANTLE_LONG") == "1";

    static readonly int Pieces = IsLong ? 1_024 : 64;

    readonly string folder = Directory.CreateTempSubdirectory("mantle-memory-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Eight_parallel_uploads_and_downloads_leave_memory_flat()
    {
        using var server = await MantleProcess.StartAsync(folder);
        var root = await MantleProcess.CredentialsAsync(folder);
        using var http = new HttpClient { BaseAddress = new Uri(server.Endpoint), Timeout = Timeout.InfiniteTimeSpan };
        var credentials = new Credentials(root.AccessKeyId, root.SecretAccessKey);
        using (
            var made = await http.SendAsync(
                Signed(http.BaseAddress.Authority, credentials, HttpMethod.Put, "/bodies", null),
                TestContext.Current.CancellationToken
            )
        )
            Assert.True(made.IsSuccessStatusCode);

        var watch = Stopwatch.StartNew();
        var hashes = await Task.WhenAll(
            Enumerable
                .Range(0, Uploads)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var body = new Body(i);
                        using var answer = await http.SendAsync(
                            Signed(http.BaseAddress.Authority, credentials, HttpMethod.Put, $"/bodies/{i}", body),
                            TestContext.Current.CancellationToken
                        );
                        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                        return body.Hash!;
                    })
                )
        );
        var uploaded = watch.Elapsed;
        await Task.WhenAll(
            Enumerable
                .Range(0, Uploads)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        using var answer = await http.SendAsync(
                            Signed(http.BaseAddress.Authority, credentials, HttpMethod.Get, $"/bodies/{i}", null),
                            HttpCompletionOption.ResponseHeadersRead,
                            TestContext.Current.CancellationToken
                        );
                        await using var stream = await answer.Content.ReadAsStreamAsync();
                        Assert.Equal(hashes[i], await SHA256.HashDataAsync(stream));
                    })
                )
        );
        var resident = PeakResident(server.Id);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Uploads} x {Pieces} MiB up in {uploaded.TotalSeconds:F1} s, down in "
                    + $"{(watch.Elapsed - uploaded).TotalSeconds:F1} s; resident at most {resident} MiB"
            )
        );
        Assert.InRange(resident, 1, MostResident);
        Assert.Equal(0, await server.TerminateAsync());
    }

    /// <summary>The most memory that a process ever had resident, in MiB.</summary>
    static int PeakResident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024;
    }

    static HttpRequestMessage Signed(string authority, Credentials credentials, HttpMethod method, string path, Body? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        var headers = new HeaderList().Add("Host", authority).Add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        new RequestSigner(credentials, "us-east-1", "s3").Sign(
            new(method.Method, path, "", headers),
            PayloadHash.UnsignedPayload,
            TimeProvider.System.GetUtcNow()
        );
        for (var i = 0; i < headers.Count; i++)
            request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        return request;
    }

    /// <summary>A body that is made as it is sent, with a content of its own.</summary>
    sealed class Body(int number) : HttpContent
    {
        public byte[]? Hash { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var piece = new byte[Piece];
            new Random(number).NextBytes(piece);
            for (var i = 0; i < Pieces; i++)
            {
                BitConverter.TryWriteBytes(piece, i);
                hash.AppendData(piece);
                await stream.WriteAsync(piece);
            }
            Hash = hash.GetHashAndReset();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)Pieces * Piece;
            return true;
        }
    }
}
