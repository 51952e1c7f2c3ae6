using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Reads a body in aws-chunked framing piece by piece and verifies its signatures. Holds no data of the body, whatever the size of
/// its chunks.
/// Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A chunk's signature stands before its data and can be verified only after it: what has been decoded is to be believed
/// when <see cref="Decode"/> has answered <see cref="OperationStatus.Done"/>, not before.
/// <para>
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple chunks</see></para>
/// </remarks>
public sealed class AwsChunkedDecoder : IDisposable
{
    /// <summary>Bytes in the smallest chunk that may be followed by another.</summary>
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
    /// <param name="request">The request's signature, where the chain of chunk signatures begins.</param>
    /// <param name="key">The key the request was verified with.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="error">What is wrong with the headers, when the answer is false.</param>
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
    /// A decoder for the body of a request that nobody signed, whose payload is <c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>.
    /// </summary>
    /// <param name="headers">The request's headers, as above.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="error">What is wrong with the headers, when the answer is false.</param>
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

    /// <summary>Length of the data in bytes, as <c>x-amz-decoded-content-length</c> declares it. Decoding fails if it is another.</summary>
    public long DecodedLength { get; }

    /// <summary>Bytes of data decoded so far.</summary>
    public long Position { get; private set; }

    /// <summary>What is wrong, once <see cref="Decode"/> has answered <see cref="OperationStatus.InvalidData"/>.</summary>
    public SigV4Error? Error { get; private set; }

    /// <summary>The trailer's fields without its signature, once decoding is done.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers => trailer.Fields;

    /// <summary>Decodes as much as there is input for and room for output.</summary>
    /// <param name="source">Framed input.</param>
    /// <param name="destination">Room for data.</param>
    /// <param name="consumed">Bytes taken from the input.</param>
    /// <param name="written">Bytes of data put out.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the input is used up, <see cref="OperationStatus.DestinationTooSmall"/> when
    /// the room is,
    /// <see cref="OperationStatus.Done"/> when the body is complete and verified, <see cref="OperationStatus.InvalidData"/> when it is
    /// not acceptable: see <see cref="Error"/>.
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

    /// <summary>To be called when the input has ended: says whether that was too early.</summary>
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
