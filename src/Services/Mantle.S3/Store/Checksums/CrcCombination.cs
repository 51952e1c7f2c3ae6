using System.Buffers.Binary;

namespace Mantle.S3.Store.Checksums;

/// <summary>
/// The CRC of two pieces of data together, from the CRC of each and the length of the second: the first CRC is advanced over as
/// many zero bytes, in steps that square, and the second added.
/// </summary>
static class CrcCombination
{
    /// <summary>Combines checksums in S3's byte order.</summary>
    /// <param name="algorithm">One of those for which <see cref="ChecksumAlgorithms.IsCombinable"/> holds.</param>
    /// <param name="first">The first piece's.</param>
    /// <param name="second">The second piece's.</param>
    /// <param name="secondLength">Length of the second piece in bytes.</param>
    public static byte[] Combine(string algorithm, byte[] first, byte[] second, long secondLength)
    {
        var bytes = new byte[first.Length];
        if (algorithm == ChecksumAlgorithms.Crc64Nvme)
            BinaryPrimitives.WriteUInt64BigEndian(
                bytes,
                Advance(BinaryPrimitives.ReadUInt64BigEndian(first), Crc64.Polynomial, 64, secondLength)
                    ^ BinaryPrimitives.ReadUInt64BigEndian(second)
            );
        else
        {
            var table = algorithm == ChecksumAlgorithms.Crc32 ? Crc32Table.Ieee : Crc32Table.Castagnoli;
            BinaryPrimitives.WriteUInt32BigEndian(
                bytes,
                (uint)Advance(BinaryPrimitives.ReadUInt32BigEndian(first), table.Polynomial, 32, secondLength)
                    ^ BinaryPrimitives.ReadUInt32BigEndian(second)
            );
        }
        return bytes;
    }

    static ulong Advance(ulong crc, ulong polynomial, int width, long zeroBytes)
    {
        // The operator for one zero bit, squared three times: one zero byte.
        var step = new ulong[width];
        step[0] = polynomial;
        for (var i = 1; i < width; i++)
            step[i] = 1UL << (i - 1);
        for (var i = 0; i < 3; i++)
            step = Square(step);
        for (var left = zeroBytes; left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
                crc = Apply(step, crc);
            step = Square(step);
        }
        return crc;
    }

    static ulong Apply(ulong[] matrix, ulong vector)
    {
        var sum = 0UL;
        for (var i = 0; vector != 0; i++, vector >>= 1)
            if ((vector & 1) != 0)
                sum ^= matrix[i];
        return sum;
    }

    static ulong[] Square(ulong[] matrix) => Array.ConvertAll(matrix, column => Apply(matrix, column));
}
