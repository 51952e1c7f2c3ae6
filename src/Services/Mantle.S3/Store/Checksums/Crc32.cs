using System.Buffers.Binary;
using System.Numerics;

namespace Mantle.S3.Store.Checksums;

/// <summary>A reflected 32-bit CRC; Castagnoli's with the processor's own instruction.</summary>
sealed class Crc32(Crc32Table table) : ChecksumCalculation
{
    uint state = uint.MaxValue;

    public override void Append(ReadOnlySpan<byte> data)
    {
        var crc = state;
        if (ReferenceEquals(table, Crc32Table.Castagnoli))
        {
            for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
                crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            foreach (var value in data)
                crc = BitOperations.Crc32C(crc, value);
        }
        else
            crc = table.Append(crc, data);
        state = crc;
    }

    public override byte[] Finish()
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~state);
        return bytes;
    }
}
