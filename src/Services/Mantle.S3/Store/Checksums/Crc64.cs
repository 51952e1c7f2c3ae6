using System.Buffers.Binary;

namespace Mantle.S3.Store.Checksums;

/// <summary>
/// CRC-64/NVME, reflected
/// (<see href="https://nvmexpress.org/wp-content/uploads/NVM-Express-NVM-Command-Set-Specification-1.0d-2023.12.28-Ratified.pdf"/>,
/// 5.2.1.3.4), eight bytes at a step.
/// </summary>
sealed class Crc64 : ChecksumCalculation
{
    public const ulong Polynomial = 0x9A6C_9329_AC4B_C9B5;

    static readonly ulong[][] Tables = MakeTables();

    ulong state = ulong.MaxValue;

    public override void Append(ReadOnlySpan<byte> data)
    {
        var crc = state;
        ulong[] t0 = Tables[0],
            t1 = Tables[1],
            t2 = Tables[2],
            t3 = Tables[3],
            t4 = Tables[4],
            t5 = Tables[5],
            t6 = Tables[6],
            t7 = Tables[7];
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc =
                t7[(byte)word]
                ^ t6[(byte)(word >> 8)]
                ^ t5[(byte)(word >> 16)]
                ^ t4[(byte)(word >> 24)]
                ^ t3[(byte)(word >> 32)]
                ^ t2[(byte)(word >> 40)]
                ^ t1[(byte)(word >> 48)]
                ^ t0[word >> 56];
        }
        foreach (var value in data)
            crc = (crc >> 8) ^ t0[(byte)(crc ^ value)];
        state = crc;
    }

    public override byte[] Finish()
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~state);
        return bytes;
    }

    static ulong[][] MakeTables()
    {
        var tables = new ulong[8][];
        for (var slice = 0; slice < tables.Length; slice++)
        {
            tables[slice] = new ulong[256];
            for (var i = 0; i < 256; i++)
            {
                var crc = slice == 0 ? (ulong)i : tables[slice - 1][i];
                if (slice == 0)
                    for (var bit = 0; bit < 8; bit++)
                        crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
                else
                    crc = (crc >> 8) ^ tables[0][crc & 0xFF];
                tables[slice][i] = crc;
            }
        }
        return tables;
    }
}
