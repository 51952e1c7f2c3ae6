namespace Mantle.Iam.MfaDevices;

/// <summary>Error correction codewords of QR codes: remainders over GF(256) with the polynomial 0x11D (ISO/IEC 18004, annex A).</summary>
static class ReedSolomon
{
    public static byte[] Remainder(ReadOnlySpan<byte> data, int length)
    {
        var divisor = Divisor(length);
        var remainder = new byte[length];
        foreach (var value in data)
        {
            var factor = (byte)(value ^ remainder[0]);
            remainder.AsSpan(1).CopyTo(remainder);
            remainder[^1] = 0;
            for (var i = 0; i < length; i++)
                remainder[i] ^= Multiply(divisor[i], factor);
        }
        return remainder;
    }

    /// <summary>The generator polynomial: the product of (x - 2^i), without its leading 1.</summary>
    static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
                divisor[j] = (byte)(Multiply(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0));
            root = Multiply(root, 2);
        }
        return divisor;
    }

    static byte Multiply(byte x, byte y)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
            product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((y >> bit) & 1) * x);
        return (byte)product;
    }
}
