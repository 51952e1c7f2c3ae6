using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Writes the body of a request in aws-chunked encoding, and signs every chunk if the payload kind requires it. Not thread-safe.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple chunks</see>
/// </remarks>
public sealed class AwsChunkedEncoder
{
    readonly PayloadHash payload;
    readonly ChunkSignature signature;

    internal AwsChunkedEncoder(PayloadHash payload, SigningKey key, DateTimeOffset time, CredentialScope scope, string seed)
    {
        if (!payload.IsStreaming)
            throw new ArgumentException("Only streaming payloads are chunked.", nameof(payload));
        this.payload = payload;
        signature = new(key, time, scope, seed);
    }

    /// <summary>Writes a chunk. Amazon S3 requires at least 8192 bytes in every chunk except the last.</summary>
    public void WriteChunk(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            throw new ArgumentException("A chunk has at least one byte; the empty one is written by Complete.", nameof(data));
        WriteHead(output, data);
        output.Write(data);
        output.Write("\r\n"u8);
    }

    /// <summary>Ends the body, with the trailer if the payload has one.</summary>
    public void Complete(IBufferWriter<byte> output, params IReadOnlyList<KeyValuePair<string, string>> trailers)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        if (payload.Kind == PayloadKind.StreamingSigned && trailers.Count > 0)
            throw new ArgumentException("This payload has no trailer.", nameof(trailers));
        WriteHead(output, default);
        foreach (var (name, value) in trailers)
            output.Write(Encoding.UTF8.GetBytes($"{name}:{value}\r\n"));
        if (payload.Kind == PayloadKind.StreamingSignedTrailer)
        {
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            TrailerLines.Hash(trailers, sha256);
            signature.SignTrailer(sha256);
            output.Write("x-amz-trailer-signature:"u8);
            output.Write(signature.Current);
            output.Write("\r\n"u8);
        }
        output.Write("\r\n"u8);
    }

    void WriteHead(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        output.Write(Encoding.ASCII.GetBytes(data.Length.ToString("x", CultureInfo.InvariantCulture)));
        if (payload.Kind != PayloadKind.StreamingUnsignedTrailer)
        {
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(data, sha256);
            signature.SignChunk(sha256);
            output.Write(";chunk-signature="u8);
            output.Write(signature.Current);
        }
        output.Write("\r\n"u8);
    }
}
