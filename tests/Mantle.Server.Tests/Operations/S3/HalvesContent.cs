using System.Net;

namespace Mantle.Server.Tests.Operations.S3;

/// <summary>One half of a body, and the other when a task is done.</summary>
sealed class HalvesContent(byte[] body, Task between) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        await stream.FlushAsync();
        await between;
        await stream.WriteAsync(body.AsMemory(body.Length / 2));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
