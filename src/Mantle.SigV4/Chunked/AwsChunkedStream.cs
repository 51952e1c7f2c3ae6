using System.Buffers;

namespace Mantle.SigV4;

/// <summary>
/// Decodes and verifies an aws-chunked body from a stream. Only the end of this stream means that everything was verified; an invalid body
/// throws <see cref="AwsChunkedException"/>. It owns the decoder, but not the inner stream.
/// </summary>
public sealed class AwsChunkedStream : Stream
{
    const int BufferSize = 16 * 1024;

    readonly Stream inner;
    readonly AwsChunkedDecoder decoder;
    byte[]? pending = ArrayPool<byte>.Shared.Rent(BufferSize);
    int start;
    int end;
    bool ended;

    /// <summary>Decodes a stream with a decoder.</summary>
    public AwsChunkedStream(Stream inner, AwsChunkedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(decoder);
        this.inner = inner;
        this.decoder = decoder;
    }

    /// <summary>The decoder. It has the trailer after the end was reached.</summary>
    public AwsChunkedDecoder Decoder => decoder;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The decoded length in bytes.</summary>
    public override long Length => decoder.DecodedLength;

    /// <summary>Bytes read so far; cannot be set.</summary>
    public override long Position
    {
        get => decoder.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryDecode(buffer.Span, out var written))
                return written;
            Filled(await inner.ReadAsync(Pending, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (TryDecode(buffer, out var written))
                return written;
            Filled(inner.Read(Pending));
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && pending is not null)
        {
            ArrayPool<byte>.Shared.Return(pending);
            pending = null;
            decoder.Dispose();
        }
        base.Dispose(disposing);
    }

    byte[] Pending => pending ?? throw new ObjectDisposedException(nameof(AwsChunkedStream));

    /// <summary>Decodes buffered input; false if more input is needed.</summary>
    bool TryDecode(Span<byte> destination, out int written)
    {
        written = 0;
        if (destination.IsEmpty || ended)
            return true;
        var status = decoder.Decode(Pending.AsSpan(start, end - start), destination, out var consumed, out written);
        start += consumed;
        if (status == OperationStatus.InvalidData)
            throw new AwsChunkedException(decoder.Error!);
        return written > 0;
    }

    /// <summary>
    /// Adds what was read. The end of the input is awaited even after the last chunk, so that nothing can follow it.
    /// </summary>
    void Filled(int count)
    {
        (start, end) = (0, count);
        if (count > 0)
            return;
        if (decoder.Complete() is { } error)
            throw new AwsChunkedException(error);
        ended = true;
    }
}
