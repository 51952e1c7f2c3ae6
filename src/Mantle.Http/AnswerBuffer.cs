using System.Buffers;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.Http;

/// <summary>A buffer for writing an answer before it is sent. Each thread has one and reuses it.</summary>
public static class AnswerBuffer
{
    /// <summary>Largest buffer that is kept for reuse, in bytes.</summary>
    const int LargestKept = 1 << 20;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    /// <summary>The thread's buffer, empty.</summary>
    public static ArrayBufferWriter<byte> Empty()
    {
        buffer ??= new ArrayBufferWriter<byte>(4_096);
        buffer.ResetWrittenCount();
        return buffer;
    }

    /// <summary>Adds the error's headers to the answer.</summary>
    public static void WriteHeaders(Exchange exchange, ApiError error)
    {
        foreach (var (name, value) in error.Headers)
            exchange.Http.Response.Headers.Append(name, value);
    }

    /// <summary>Copies the answer into the connection's buffer before the first wait, so that the thread's buffer is free again.</summary>
    public static ValueTask SendAsync(Exchange exchange, int status, string contentType, ArrayBufferWriter<byte> body)
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.WrittenCount;
        response.Headers["x-amzn-RequestId"] = exchange.RequestId;
        response.BodyWriter.Write(body.WrittenSpan);
        if (body.Capacity > LargestKept)
            buffer = null;
        var flush = response.BodyWriter.FlushAsync();
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(flush.AsTask());
    }
}
