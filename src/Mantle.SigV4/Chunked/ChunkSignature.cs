using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// The chain of signatures of an aws-chunked body: each covers its chunk and the previous signature. The request's signature is the first.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple chunks</see>
/// </remarks>
sealed class ChunkSignature
{
    readonly SigningKey key;
    readonly string timestamp;
    readonly CredentialScope scope;
    readonly byte[] current = new byte[Hex.Sha256Length];

    public ChunkSignature(SigningKey key, DateTimeOffset time, CredentialScope scope, ReadOnlySpan<char> seed)
    {
        this.key = key;
        this.scope = scope;
        timestamp = AmzDate.Format(time);
        Encoding.ASCII.GetBytes(seed, current);
    }

    /// <summary>The latest signature, 64 hexadecimal digits.</summary>
    public ReadOnlySpan<byte> Current => current;

    /// <summary>Signs the next chunk by the SHA-256 of its data.</summary>
    public void SignChunk(ReadOnlySpan<byte> sha256)
    {
        var buffer = new Utf8Buffer(stackalloc byte[512]);
        AppendHead(ref buffer, "AWS4-HMAC-SHA256-PAYLOAD"u8);
        buffer.Append(PayloadHash.Empty.ToString());
        buffer.Append((byte)'\n');
        Sign(ref buffer, sha256);
    }

    /// <summary>Signs the trailer by the SHA-256 of its canonical lines.</summary>
    public void SignTrailer(ReadOnlySpan<byte> sha256)
    {
        var buffer = new Utf8Buffer(stackalloc byte[512]);
        AppendHead(ref buffer, "AWS4-HMAC-SHA256-TRAILER"u8);
        Sign(ref buffer, sha256);
    }

    void AppendHead(ref Utf8Buffer buffer, scoped ReadOnlySpan<byte> algorithm)
    {
        StringToSign.AppendHead(ref buffer, algorithm, timestamp, scope);
        buffer.Append(current);
        buffer.Append((byte)'\n');
    }

    void Sign(ref Utf8Buffer buffer, scoped ReadOnlySpan<byte> sha256)
    {
        Hex.Write(sha256, buffer.Take(Hex.Sha256Length));
        key.Sign(buffer.Written, current);
        buffer.Dispose();
    }
}
