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
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain);
        writer.Write7BitEncodedInt(segments.Count);
        foreach (var (position, segment) in segments)
        {
            writer.Write7BitEncodedInt64(position);
            writer.Write7BitEncodedInt64(segment.Number);
            writer.Write(segment.AccountId.ToString());
            writer.Write7BitEncodedInt64(segment.First.ToUnixTimeMilliseconds());
            writer.Write7BitEncodedInt64(segment.Last.ToUnixTimeMilliseconds());
            writer.Write7BitEncodedInt(segment.Count);
            writer.Write7BitEncodedInt(segment.Lines.Length);
        }
        foreach (var (_, segment) in segments)
            writer.Write(segment.Lines);
        writer.Flush();
        var body = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength((int)plain.Length)];
        BitConverter.TryWriteBytes(body, (int)plain.Length);
        if (
            !BrotliEncoder.TryCompress(plain.GetBuffer().AsSpan(0, (int)plain.Length), body.AsSpan(sizeof(int)), out var written, Quality, Window)
        )
            throw new InvalidOperationException("A chunk of the trail could not be compressed.");
        return body[..(sizeof(int) + written)];
    }

    public static List<(long Position, TrailSegment Segment)> Decompress(byte[] body)
    {
        var plain = new byte[BitConverter.ToInt32(body)];
        if (!BrotliDecoder.TryDecompress(body.AsSpan(sizeof(int)), plain, out var written) || written != plain.Length)
            throw new StoreException("A chunk of the trail is damaged.");
        using var reader = new BinaryReader(new MemoryStream(plain));
        var heads = new List<(long Position, TrailSegment Segment, int Length)>(reader.Read7BitEncodedInt());
        for (var i = heads.Capacity; i > 0; i--)
            heads.Add(Head(reader));
        var start = (int)reader.BaseStream.Position;
        var segments = new List<(long, TrailSegment)>(heads.Count);
        foreach (var (position, segment, length) in heads)
        {
            segments.Add((position, segment with { Lines = plain[start..(start + length)] }));
            start += length;
        }
        return segments;
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
