using System.Buffers;
using System.Security.Cryptography;
using Mantle.Core.Secrets;
using Mantle.Http;
using Microsoft.Win32.SafeHandles;

namespace Mantle.S3.Store;

/// <summary>
/// A range of an object's data, from one file or from those of its parts, one open at a time. The stream holds the files from the
/// beginning, so that it can be read to its end after the object was deleted or overwritten.
/// </summary>
sealed class ObjectStream : ReadStream
{
    readonly BlobFolder folder;
    readonly DataKeys keys;
    readonly IReadOnlyList<Piece> pieces;
    SafeFileHandle? file;
    Segments? segments;
    byte[]? stored,
        opened;
    long openedSegment = -1;
    int current;
    long offset;

    /// <summary>A piece of the range: a file, the position where the piece begins in its data, and its length in bytes.</summary>
    public readonly record struct Piece(StoredFile File, long Start, long Length);

    ObjectStream(BlobFolder folder, DataKeys keys, IReadOnlyList<Piece> pieces)
    {
        this.folder = folder;
        this.keys = keys;
        this.pieces = pieces;
        folder.Hold(pieces.Select(piece => piece.File.Blob));
    }

    /// <summary>Opens a range; null when one of its files was deleted: the object was deleted or overwritten since the look-up.</summary>
    public static ObjectStream? TryOpen(BlobFolder folder, DataKeys keys, IReadOnlyList<Piece> pieces)
    {
        var stream = new ObjectStream(folder, keys, pieces);
        // An object's files are deleted together: if one of them exists and is held, all exist.
        if (pieces.Count == 0 || (stream.file = folder.TryOpen(pieces[^1].File.Blob)) is not null)
        {
            if (pieces.Count > 1)
                stream.Close(0);
            return stream;
        }
        stream.Dispose();
        return null;
    }

    public override long Length => pieces.Sum(piece => piece.Length);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        for (; current < pieces.Count; Close(current + 1))
        {
            var piece = pieces[current];
            if (offset == piece.Length)
                continue;
            file ??= folder.TryOpen(piece.File.Blob) ?? throw new IOException("A file of the object store is missing.");
            var count = (int)Math.Min(buffer.Length, piece.Length - offset);
            var read = piece.File.Key is null
                ? await RandomAccess.ReadAsync(file, buffer[..count], piece.Start + offset, cancellationToken)
                : await ReadEncryptedAsync(piece, buffer[..count], cancellationToken);
            if (read == 0)
                throw new IOException("A file of the object store is shorter than it was.");
            offset += read;
            return read;
        }
        return 0;
    }

    /// <summary>
    /// Reads from one segment: directly into the buffer where the caller wants the whole segment, otherwise through a buffer that keeps it.
    /// </summary>
    async ValueTask<int> ReadEncryptedAsync(Piece piece, Memory<byte> buffer, CancellationToken cancellation)
    {
        var at = piece.Start + offset;
        var (number, skip) = (at / Segments.Size, (int)(at % Segments.Size));
        var length = Segments.Length(number, piece.File.Size);
        if (skip == 0 && buffer.Length >= length)
        {
            await OpenAsync(piece.File, number, buffer[..length], cancellation);
            return length;
        }
        if (number != openedSegment)
        {
            opened ??= ArrayPool<byte>.Shared.Rent(Segments.Size);
            await OpenAsync(piece.File, number, opened.AsMemory(0, length), cancellation);
            openedSegment = number;
        }
        var count = Math.Min(buffer.Length, length - skip);
        opened.AsMemory(skip, count).CopyTo(buffer);
        return count;
    }

    async ValueTask OpenAsync(StoredFile from, long number, Memory<byte> data, CancellationToken cancellation)
    {
        stored ??= ArrayPool<byte>.Shared.Rent(Segments.StoredSize);
        var whole = stored.AsMemory(0, data.Length + (Segments.StoredSize - Segments.Size));
        for (var filled = 0; filled < whole.Length; )
            filled += await ReadAsync(whole[filled..], number * Segments.StoredSize + filled, cancellation) is > 0 and var read
                ? read
                : throw new IOException("A file of the object store is shorter than it was.");
        try
        {
            segments ??= Segments.Open(keys, from);
            segments.Open(number, whole.Span, data.Span);
        }
        catch (CryptographicException error)
        {
            throw new IOException("A file of the object store was damaged.", error);
        }
    }

    /// <summary>Reads from the open file. A short piece is read synchronously: another thread would cost more than the read.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long at, CancellationToken cancellation)
    {
        const int Short = 16 << 10;
        return buffer.Length <= Short
            ? new(RandomAccess.Read(file!, buffer.Span, at))
            : RandomAccess.ReadAsync(file!, buffer, at, cancellation);
    }

    void Close(int next)
    {
        file?.Dispose();
        segments?.Dispose();
        (file, segments, openedSegment, current, offset) = (null, null, -1, next, 0);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && current >= 0)
        {
            Close(-1);
            folder.Release(pieces.Select(piece => piece.File.Blob));
            foreach (var rented in (byte[]?[])[stored, opened])
                if (rented is not null)
                    ArrayPool<byte>.Shared.Return(rented, clearArray: ReferenceEquals(rented, opened));
            (stored, opened) = (null, null);
        }
        base.Dispose(disposing);
    }
}
