using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Decodes an aws-chunked body piece by piece and verifies its signatures. It buffers no data, whatever the size of the chunks.
/// Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A chunk's signature comes before its data and can be verified only after it. Do not trust decoded data before
/// <see cref="Decode"/> has returned <see cref="OperationStatus.Done"/>.
/// <para>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple chunks</see></para>
/// </remarks>
public sealed class AwsChunkedDecoder : IDisposable
{
    /// <summary>Minimum size, in bytes, of a chunk that is not the last.</summary>
    const int SmallestChunk = 8192;

    /// <summary>16 digits, and an extension of 81 characters.</summary>
    const int LongestChunkHead = 128;

    readonly string accessKeyId;
    readonly ChunkSignature? signature;
    readonly IncrementalHash? hash;
    readonly FrameLine line = new();

    State state = State.ChunkHead;
    long chunkSize;
    long left;
    int chunkNumber;
    string chunkSignature = "";
    ChunkedTrailer trailer;

    AwsChunkedDecoder(RequestSignature? request, SigningKey? key, long decodedLength, string[] declaredTrailers)
    {
        var kind = request?.Payload.Kind ?? PayloadKind.StreamingUnsignedTrailer;
        accessKeyId = request?.AccessKeyId ?? "";
        DecodedLength = decodedLength;
        trailer = new(kind, declaredTrailers);
        if (request is null || key is null || kind == PayloadKind.StreamingUnsignedTrailer)
            return;
        signature = new(key, request.Timestamp, request.Scope, request.Signature.Span);
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>A decoder for the body of a request whose signature has been verified.</summary>
    /// <param name="headers">
    /// The request's headers: <c>x-amz-decoded-content-length</c> is required, <c>x-amz-trailer</c> names the trailer's fields.
    /// </param>
    /// <param name="request">The request's signature, which starts the chain of chunk signatures.</param>
    /// <param name="key">The key the request was verified with.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="error">The problem with the headers, if the result is false.</param>
    public static bool TryCreate(
        HeaderList headers,
        RequestSignature request,
        SigningKey key,
        [NotNullWhen(true)] out AwsChunkedDecoder? decoder,
        [NotNullWhen(false)] out SigV4Error? error
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        if (!request.Payload.IsStreaming)
            throw new ArgumentException("The request's payload is not chunked.", nameof(request));
        return Create(headers, request, key, out decoder, out error);
    }

    /// <summary>
    /// Creates a decoder for the body of an unsigned request, whose payload is <c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>.
    /// </summary>
    /// <param name="headers">The request's headers, as above.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="error">The problem with the headers, if the result is false.</param>
    public static bool TryCreateUnsigned(
        HeaderList headers,
        [NotNullWhen(true)] out AwsChunkedDecoder? decoder,
        [NotNullWhen(false)] out SigV4Error? error
    ) => Create(headers, null, null, out decoder, out error);

    static bool Create(
        HeaderList headers,
        RequestSignature? request,
        SigningKey? key,
        [NotNullWhen(true)] out AwsChunkedDecoder? decoder,
        [NotNullWhen(false)] out SigV4Error? error
    )
    {
        ArgumentNullException.ThrowIfNull(headers);
        var length = headers.Find("x-amz-decoded-content-length");
        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var decodedLength))
        {
            decoder = null;
            error = ChunkedErrors.MissingContentLength();
            return false;
        }
        var declared = (headers.Find("x-amz-trailer") ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        decoder = new(request, key, decodedLength, declared);
        error = null;
        return true;
    }

    /// <summary>
    /// Length of the data in bytes, from <c>x-amz-decoded-content-length</c>. Decoding fails if the data has another length.
    /// </summary>
    public long DecodedLength { get; }

    /// <summary>Bytes of data decoded so far.</summary>
    public long Position { get; private set; }

    /// <summary>The problem, after <see cref="Decode"/> has returned <see cref="OperationStatus.InvalidData"/>.</summary>
    public SigV4Error? Error { get; private set; }

    /// <summary>The trailer's fields without its signature, available when decoding is done.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers => trailer.Fields;

    /// <summary>Decodes as much as input and output space allow.</summary>
    /// <param name="source">Encoded input.</param>
    /// <param name="destination">Space for data.</param>
    /// <param name="consumed">Bytes read from the input.</param>
    /// <param name="written">Bytes of data written.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> if the input is used up, <see cref="OperationStatus.DestinationTooSmall"/> if the space
    /// is,
    /// <see cref="OperationStatus.Done"/> if the body is complete and verified, <see cref="OperationStatus.InvalidData"/> if it is invalid:
    /// see <see cref="Error"/>.
    /// </returns>
    public OperationStatus Decode(ReadOnlySpan<byte> source, Span<byte> destination, out int consumed, out int written)
    {
        consumed = written = 0;
        while (Error is null && state != State.End)
        {
            var input = source[consumed..];
            if (input.IsEmpty)
                return OperationStatus.NeedMoreData;
            if (state == State.Data)
            {
                var count = CopyData(input, destination[written..]);
                if (count == 0)
                    return OperationStatus.DestinationTooSmall;
                consumed += count;
                written += count;
                continue;
            }
            var complete = line.Take(
                input,
                state == State.Trailer ? FrameLine.Longest - trailer.Length : LongestChunkHead,
                out var taken,
                out var tooLong
            );
            consumed += taken;
            if (tooLong)
                Error = state == State.Trailer ? ChunkedErrors.MalformedTrailer() : ChunkedErrors.IncompleteBody();
            if (!complete)
                continue;
            Error = EndLine(line.Text);
            line.Clear();
        }
        if (consumed < source.Length)
            Error ??= ChunkedErrors.IncompleteBody();
        return Error is null ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    /// <summary>Call at the end of the input. Returns the error of an incomplete or invalid body; null if the body is complete.</summary>
    public SigV4Error? Complete()
    {
        if (state != State.End)
            Error ??= ChunkedErrors.IncompleteBody();
        return Error;
    }

    /// <inheritdoc/>
    public void Dispose() => hash?.Dispose();

    int CopyData(ReadOnlySpan<byte> input, Span<byte> room)
    {
        var count = (int)Math.Min(left, Math.Min(input.Length, room.Length));
        input[..count].CopyTo(room);
        hash?.AppendData(input[..count]);
        Position += count;
        left -= count;
        if (left == 0)
            state = State.DataEnd;
        return count;
    }

    SigV4Error? EndLine(ReadOnlySpan<byte> text) =>
        state switch
        {
            State.ChunkHead => BeginChunk(text),
            State.DataEnd => text.IsEmpty ? EndChunk() : ChunkedErrors.IncompleteBody(),
            _ => text.IsEmpty ? End() : trailer.Take(text),
        };

    /// <summary><c>size;chunk-signature=…</c>, the size in hexadecimal.</summary>
    SigV4Error? BeginChunk(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        var digits = semicolon < 0 ? text : text[..semicolon];
        if (!Hex.TryParse(digits, out var size) || size > DecodedLength - Position)
            return ChunkedErrors.IncompleteBody();
        if (size == 0 && Position != DecodedLength)
            return ChunkedErrors.IncompleteBody();
        if (size > 0 && chunkNumber > 0 && chunkSize < SmallestChunk)
            return ChunkedErrors.InvalidChunkSize(chunkNumber, chunkSize);
        if (signature is not null)
        {
            var extension = semicolon < 0 ? default : text[(semicolon + 1)..];
            if (!extension.StartsWith("chunk-signature="u8))
                return ChunkedErrors.IncompleteBody();
            chunkSignature = Encoding.ASCII.GetString(extension["chunk-signature=".Length..]);
        }
        else if (semicolon >= 0)
        {
            return ChunkedErrors.IncompleteBody();
        }
        chunkNumber++;
        chunkSize = left = size;
        if (size > 0)
        {
            state = State.Data;
            return null;
        }
        return EndChunk();
    }

    SigV4Error? EndChunk()
    {
        if (signature is not null)
        {
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            hash!.GetHashAndReset(sha256);
            signature.SignChunk(sha256);
            if (!Hex.SignatureEquals(signature.Current, chunkSignature))
                return ChunkedErrors.DoesNotMatch(accessKeyId, chunkSignature);
        }
        state = chunkSize > 0 ? State.ChunkHead : State.Trailer;
        return null;
    }

    SigV4Error? End()
    {
        var error = trailer.Verify(signature, accessKeyId);
        if (error is null)
            state = State.End;
        return error;
    }

    enum State
    {
        ChunkHead,
        Data,
        DataEnd,
        Trailer,
        End,
    }
}
