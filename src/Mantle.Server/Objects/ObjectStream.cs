using Mantle.Server.Protocol;
using Microsoft.Win32.SafeHandles;

namespace Mantle.Server.Objects;

/// <summary>
/// A range of an object's data, from one file or from those of its parts, one open at a time. The files are held from the beginning,
/// so that an object that is deleted or overwritten meanwhile is still read to its end.
/// </summary>
sealed class ObjectStream : ReadStream
{
    readonly BlobFolder folder;
    readonly IReadOnlyList<Piece> pieces;
    SafeFileHandle? file;
    int current;
    long offset;

    /// <summary>A piece of the range: a file, where in it the piece begins, and its length in bytes.</summary>
    public readonly record struct Piece(string Blob, long Start, long Length);

    ObjectStream(BlobFolder folder, IReadOnlyList<Piece> pieces)
    {
        this.folder = folder;
        this.pieces = pieces;
        folder.Hold(pieces.Select(piece => piece.Blob));
    }

    /// <summary>Opens a range; null when a file of it is gone: the object was deleted or overwritten since it was looked up.</summary>
    public static ObjectStream? TryOpen(BlobFolder folder, IReadOnlyList<Piece> pieces)
    {
        var stream = new ObjectStream(folder, pieces);
        // An object's files are discarded together, so one that is there and held says that all are.
        if (pieces.Count == 0 || (stream.file = folder.TryOpen(pieces[^1].Blob)) is not null)
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
        for (; current < pieces.Count; Close(current + 1))
        {
            var piece = pieces[current];
            if (offset == piece.Length)
                continue;
            file ??= folder.TryOpen(piece.Blob) ?? throw new IOException("A file of the object store is missing.");
            var count = (int)Math.Min(buffer.Length, piece.Length - offset);
            var read = await RandomAccess.ReadAsync(file, buffer[..count], piece.Start + offset, cancellationToken);
            if (read == 0 && count > 0)
                throw new IOException("A file of the object store is shorter than it was.");
            offset += read;
            return read;
        }
        return 0;
    }

    void Close(int next)
    {
        file?.Dispose();
        (file, current, offset) = (null, next, 0);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && current >= 0)
        {
            Close(-1);
            folder.Release(pieces.Select(piece => piece.Blob));
        }
        base.Dispose(disposing);
    }
}
