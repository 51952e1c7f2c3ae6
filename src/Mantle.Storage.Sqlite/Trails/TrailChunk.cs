using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Mantle.Core.Storage;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// Consecutive segments of all accounts, compressed together. Whoever reads one event decompresses its chunk, so chunks are small.
/// </summary>
static class TrailChunk
{
    /// <summary>A chunk is complete once its lines have this many bytes.</summary>
    public const int Bytes = 128 << 10;

    /// <summary>Above this quality Brotli takes several times as long for a tenth less.</summary>
    const int Quality = 1;

    const int Window = 18;

    public static byte[] Compress(IReadOnlyList<(long Position, TrailSegment Segment)> segments)
    {
        using var heads = new MemoryStream();
        using var writer = new BinaryWriter(heads);
        writer.Write7BitEncodedInt(segments.Count);
        foreach (var (position, segment) in segments)
            WriteHead(writer, position, segment);
        writer.Flush();
        var length = (int)heads.Length + segments.Sum(row => row.Segment.Lines.Length);
        // Pooled, because arrays of this size are expensive to collect.
        var plain = ArrayPool<byte>.Shared.Rent(length);
        var packed = ArrayPool<byte>.Shared.Rent(sizeof(int) + BrotliEncoder.GetMaxCompressedLength(length));
        try
        {
            heads.GetBuffer().AsSpan(0, (int)heads.Length).CopyTo(plain);
            var start = (int)heads.Length;
            foreach (var (_, segment) in segments)
            {
                segment.Lines.CopyTo(plain.AsSpan(start));
                start += segment.Lines.Length;
            }
            BinaryPrimitives.WriteInt32LittleEndian(packed, length);
            if (!BrotliEncoder.TryCompress(plain.AsSpan(0, length), packed.AsSpan(sizeof(int)), out var written, Quality, Window))
                throw new StoreException("A chunk of the trail could not be compressed.");
            return packed[..(sizeof(int) + written)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    public static List<(long Position, TrailSegment Segment)> Decompress(byte[] body)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(body);
        var plain = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!BrotliDecoder.TryDecompress(body.AsSpan(sizeof(int)), plain.AsSpan(0, length), out var written) || written != length)
                throw new StoreException("A chunk of the trail is damaged.");
            return Read(plain, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    static List<(long Position, TrailSegment Segment)> Read(byte[] plain, int length)
    {
        using var reader = new BinaryReader(new MemoryStream(plain, 0, length));
        var heads = new List<(long Position, TrailSegment Segment, int Length)>(reader.Read7BitEncodedInt());
        for (var i = heads.Capacity; i > 0; i--)
            heads.Add(Head(reader));
        var start = (int)reader.BaseStream.Position;
        var segments = new List<(long, TrailSegment)>(heads.Count);
        foreach (var (position, segment, bytes) in heads)
        {
            segments.Add((position, segment with { Lines = plain[start..(start + bytes)] }));
            start += bytes;
        }
        return segments;
    }

    static void WriteHead(BinaryWriter writer, long position, TrailSegment segment)
    {
        writer.Write7BitEncodedInt64(position);
        writer.Write7BitEncodedInt64(segment.Number);
        writer.Write(segment.AccountId.ToString());
        writer.Write7BitEncodedInt64(segment.First.ToUnixTimeMilliseconds());
        writer.Write7BitEncodedInt64(segment.Last.ToUnixTimeMilliseconds());
        writer.Write7BitEncodedInt(segment.Count);
        writer.Write7BitEncodedInt(segment.Lines.Length);
    }

    static (long Position, TrailSegment Segment, int Length) Head(BinaryReader reader)
    {
        var (position, number) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        _ = AccountId.TryParse(reader.ReadString(), out var account);
        var first = DateTimeOffset.FromUnixTimeMilliseconds(reader.Read7BitEncodedInt64());
        var last = DateTimeOffset.FromUnixTimeMilliseconds(reader.Read7BitEncodedInt64());
        return (position, new TrailSegment(number, account, first, last, reader.Read7BitEncodedInt(), []), reader.Read7BitEncodedInt());
    }
}
