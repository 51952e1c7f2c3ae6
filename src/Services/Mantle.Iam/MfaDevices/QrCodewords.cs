namespace Mantle.Iam.MfaDevices;

/// <summary>The codewords of a QR code of error correction level M: data, padding and error correction, by version.</summary>
static class QrCodewords
{
    /// <summary>Error correction codewords per block, and blocks, of each version at level M.</summary>
    static ReadOnlySpan<byte> CorrectionLength => [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];

    static ReadOnlySpan<byte> Blocks => [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

    static int CountBits(int version) => version <= 9 ? 8 : 16;

    static int DataCodewords(int version) => TotalCodewords(version) - CorrectionLength[version] * Blocks[version];

    /// <summary>The number of codewords that fit beside the patterns.</summary>
    static int TotalCodewords(int version)
    {
        var modules = (16 * version + 128) * version + 64;
        if (version >= 2)
        {
            var alignments = version / 7 + 2;
            modules -= (25 * alignments - 10) * alignments - 55;
        }
        return (version >= 7 ? modules - 36 : modules) / 8;
    }

    /// <summary>The codewords in the order in which they are drawn: data and error correction, in blocks.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes, int version) => WithCorrection(Codewords(bytes, version), version);

    /// <summary>Whether a version can hold this many bytes.</summary>
    public static bool Holds(int version, int length) => 4 + CountBits(version) + length * 8 <= DataCodewords(version) * 8;

    /// <summary>Mode, length, the bytes, a terminator and padding.</summary>
    static byte[] Codewords(ReadOnlySpan<byte> bytes, int version)
    {
        var codewords = new byte[DataCodewords(version)];
        var length = 0;
        void Append(int value, int bits)
        {
            for (var bit = bits - 1; bit >= 0; bit--, length++)
                codewords[length >> 3] |= (byte)(((value >> bit) & 1) << (7 - (length & 7)));
        }
        Append(0b0100, 4);
        Append(bytes.Length, CountBits(version));
        foreach (var value in bytes)
            Append(value, 8);
        length = Math.Min(length + 4, codewords.Length * 8);
        length = (length + 7) & ~7;
        for (var pad = 0xEC; length < codewords.Length * 8; pad ^= 0xEC ^ 0x11)
            Append(pad, 8);
        return codewords;
    }

    /// <summary>Splits the data into blocks, corrects each, and interleaves them.</summary>
    static byte[] WithCorrection(byte[] data, int version)
    {
        int blocks = Blocks[version],
            correction = CorrectionLength[version];
        var shortLength = data.Length / blocks;
        var shortBlocks = blocks - data.Length % blocks;
        var result = new byte[data.Length + blocks * correction];
        for (int block = 0, start = 0; block < blocks; block++)
        {
            var length = shortLength + (block < shortBlocks ? 0 : 1);
            var part = data.AsSpan(start, length);
            start += length;
            for (var i = 0; i < length; i++)
                // The last codeword of a long block comes after all the others, where short blocks have none.
                result[i < shortLength ? i * blocks + block : shortLength * blocks + block - shortBlocks] = part[i];
            var remainder = ReedSolomon.Remainder(part, correction);
            for (var i = 0; i < correction; i++)
                result[data.Length + i * blocks + block] = remainder[i];
        }
        return result;
    }
}
