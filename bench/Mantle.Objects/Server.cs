using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mantle.SigV4;

namespace Mantle.Objects;

/// <summary>A running <c>mantle serve</c> on core 0, with a bucket for the workloads and a large one.</summary>
sealed class Server : IDisposable
{
    public const string Bucket = "bench-objects",
        LargeBucket = "bench-large";

    readonly Process process;

    Server(Process process, Uri endpoint, Credentials credentials)
    {
        this.process = process;
        Endpoint = endpoint;
        Credentials = credentials;
    }

    public Uri Endpoint { get; }

    public Credentials Credentials { get; }

    /// <summary>
    /// Starts a server on a new folder whose large bucket has this many keys. One of them is put; the others are copies of its row, which
    /// is enough for listings and fast.
    /// </summary>
    public static async Task<Server> PrepareAsync(string mantle, string folder, int keys)
    {
        using (var first = await StartAsync(mantle, folder))
        {
            var s3 = new S3(first);
            foreach (var bucket in new[] { Bucket, LargeBucket })
                await s3.SendAsync(HttpMethod.Put, $"/{bucket}");
            await s3.SendAsync(HttpMethod.Put, $"/{LargeBucket}/first", new ByteArrayContent(new byte[1_024]));
            await s3.SendAsync(HttpMethod.Put, $"/{Bucket}/{1 << 10}", new ByteArrayContent(new byte[1 << 10]));
            await s3.SendAsync(HttpMethod.Put, $"/{Bucket}/{64 << 10}", new ByteArrayContent(new byte[64 << 10]));
            await first.StopAsync();
        }
        Seed.CopyRow(Path.Combine(folder, "objects.db"), keys - 1);
        return await StartAsync(mantle, folder);
    }

    static async Task<Server> StartAsync(string mantle, string folder)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", mantle, "serve", "--data", folder, "--listen", "127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.StartsWith("mantle ready ", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"{mantle} did not start: {line}");
        using var asked = Process.Start(
            new ProcessStartInfo(mantle, ["credentials", "--data", folder, "--format", "json"]) { RedirectStandardOutput = true }
        )!;
        using var json = JsonDocument.Parse(await asked.StandardOutput.ReadToEndAsync());
        return new Server(
            process,
            new Uri(line["mantle ready ".Length..]),
            new Credentials(Text(json, "AccessKeyId"), Text(json, "SecretAccessKey"))
        );
    }

    static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;

    /// <summary>Resident memory, in MiB.</summary>
    public int Resident => Status("VmRSS:");

    /// <summary>The most memory that was resident since the peak was forgotten, in MiB.</summary>
    public int Peak => Status("VmHWM:");

    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    int Status(string name) =>
        int.Parse(
            File.ReadLines($"/proc/{process.Id}/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1_024;

    async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
