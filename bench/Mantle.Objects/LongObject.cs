using System.Diagnostics;

namespace Mantle.Objects;

/// <summary>How one long object goes up and down, and what memory that takes.</summary>
/// <param name="Up">MiB per second of the upload.</param>
/// <param name="Down">MiB per second of the download.</param>
/// <param name="Before">Resident memory before, in MiB.</param>
/// <param name="Peak">The most that was resident meanwhile, in MiB.</param>
sealed record LongObject(double Up, double Down, int Before, int Peak)
{
    public static async Task<LongObject> MeasureAsync(Server server, int mebibytes)
    {
        var s3 = new S3(server);
        const string Target = $"/{Server.Bucket}/long";
        var before = server.Resident;
        server.ForgetPeak();
        var watch = Stopwatch.StartNew();
        (await s3.SendAsync(HttpMethod.Put, Target, new Body(mebibytes))).Dispose();
        var up = watch.Elapsed;
        using var answer = await s3.SendAsync(HttpMethod.Get, Target);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 20];
        long read = 0;
        while (await stream.ReadAsync(buffer) is > 0 and var count)
            read += count;
        if (read != (long)mebibytes << 20)
            throw new InvalidOperationException($"The long object came back with {read} bytes.");
        var down = watch.Elapsed - up;
        return new LongObject(mebibytes / up.TotalSeconds, mebibytes / down.TotalSeconds, before, server.Peak);
    }

    sealed class Body(int mebibytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var piece = new byte[1 << 20];
            new Random(7).NextBytes(piece);
            for (var i = 0; i < mebibytes; i++)
                await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)mebibytes << 20;
            return true;
        }
    }
}
