using System.Buffers.Binary;

namespace Mantle.S3.Store.Checksums;

/// <summary>Tables of a reflected 32-bit CRC that take eight bytes at a step.</summary>
sealed class Crc32Table
{
    public static readonly Crc32Table Ieee = new(0xEDB8_8320),
        Castagnoli = new(0x82F6_3B78);

    readonly uint[][] tables = new uint[8][];

    Crc32Table(uint polynomial)
    {
        Polynomial = polynomial;
        for (var slice = 0; slice < tables.Length; slice++)
        {
            tables[slice] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var crc = slice == 0 ? i : tables[slice - 1][i];
                if (slice == 0)
                    for (var bit = 0; bit < 8; bit++)
                        crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
                else
                    crc = (crc >> 8) ^ tables[0][crc & 0xFF];
                tables[slice][i] = crc;
            }
        }
    }

    public uint Polynomial { get; }

    public uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        uint[] t0 = tables[0],
            t1 = tables[1],
            t2 = tables[2],
            t3 = tables[3],
            t4 = tables[4],
            t5 = tables[5],
            t6 = tables[6],
            t7 = tables[7];
        for (; data.Length >= 8; data = data[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc =
                t7[(byte)low]
                ^ t6[(byte)(low >> 8)]
                ^ t5[(byte)(low >> 16)]
                ^ t4[low >> 24]
                ^ t3[(byte)high]
                ^ t2[(byte)(high >> 8)]
                ^ t1[(byte)(high >> 16)]
                ^ t0[high >> 24];
        }
        foreach (var value in data)
            crc = (crc >> 8) ^ t0[(byte)(crc ^ value)];
        return crc;
    }
}
