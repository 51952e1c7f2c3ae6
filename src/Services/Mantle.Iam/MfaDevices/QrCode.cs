namespace Mantle.Iam.MfaDevices;

/// <summary>
/// Encodes text as a QR code (ISO/IEC 18004): one segment of bytes, error correction level M, in the smallest of the versions 1 to 20 that
/// fits it. Version 20 holds 666 bytes, more than any device's <c>otpauth</c> URL needs.
/// </summary>
sealed class QrCode
{
    const int LargestVersion = 20;

    readonly int version;
    readonly bool[,] dark,
        reserved;

    QrCode(int version)
    {
        this.version = version;
        Size = version * 4 + 17;
        dark = new bool[Size, Size];
        reserved = new bool[Size, Size];
    }

    /// <summary>Modules per side, without the quiet zone.</summary>
    public int Size { get; }

    public bool IsDark(int x, int y) => dark[y, x];

    /// <exception cref="ArgumentException">The bytes do not fit.</exception>
    public static QrCode Of(ReadOnlySpan<byte> bytes)
    {
        var version = 1;
        while (!QrCodewords.Holds(version, bytes.Length))
            if (++version > LargestVersion)
                throw new ArgumentException("The text is too long for a QR code.", nameof(bytes));
        var code = new QrCode(version);
        code.DrawPatterns();
        code.DrawCodewords(QrCodewords.Of(bytes, version));
        code.ApplyBestMask();
        return code;
    }

    void DrawPatterns()
    {
        for (var i = 0; i < Size; i++)
        {
            Reserve(6, i, i % 2 == 0);
            Reserve(i, 6, i % 2 == 0);
        }
        DrawFinder(3, 3);
        DrawFinder(Size - 4, 3);
        DrawFinder(3, Size - 4);
        var positions = AlignmentPositions();
        for (var i = 0; i < positions.Length; i++)
        for (var j = 0; j < positions.Length; j++)
            if (!(i == 0 && j == 0) && !(i == 0 && j == positions.Length - 1) && !(i == positions.Length - 1 && j == 0))
                DrawAlignment(positions[i], positions[j]);
        DrawFormat(0);
        DrawVersion();
    }

    void Reserve(int x, int y, bool isDark) => (dark[y, x], reserved[y, x]) = (isDark, true);

    void DrawFinder(int centerX, int centerY)
    {
        for (var dy = -4; dy <= 4; dy++)
        for (var dx = -4; dx <= 4; dx++)
            if (centerX + dx >= 0 && centerX + dx < Size && centerY + dy >= 0 && centerY + dy < Size)
                Reserve(centerX + dx, centerY + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) is not (2 or 4));
    }

    void DrawAlignment(int centerX, int centerY)
    {
        for (var dy = -2; dy <= 2; dy++)
        for (var dx = -2; dx <= 2; dx++)
            Reserve(centerX + dx, centerY + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
    }

    int[] AlignmentPositions()
    {
        if (version == 1)
            return [];
        var count = version / 7 + 2;
        var step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
        var positions = new int[count];
        positions[0] = 6;
        for (var i = 1; i < count; i++)
            positions[i] = Size - 7 - (count - 1 - i) * step;
        return positions;
    }

    /// <summary>Draws error correction level M and the mask pattern, twice, with their own BCH code.</summary>
    void DrawFormat(int mask)
    {
        var remainder = mask;
        for (var i = 0; i < 10; i++)
            remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537);
        var bits = ((mask << 10) | remainder) ^ 0x5412;
        bool Bit(int i) => ((bits >> i) & 1) != 0;
        for (var i = 0; i <= 5; i++)
            Reserve(8, i, Bit(i));
        Reserve(8, 7, Bit(6));
        Reserve(8, 8, Bit(7));
        Reserve(7, 8, Bit(8));
        for (var i = 9; i < 15; i++)
            Reserve(14 - i, 8, Bit(i));
        for (var i = 0; i < 8; i++)
            Reserve(Size - 1 - i, 8, Bit(i));
        for (var i = 8; i < 15; i++)
            Reserve(8, Size - 15 + i, Bit(i));
        Reserve(8, Size - 8, true);
    }

    void DrawVersion()
    {
        if (version < 7)
            return;
        var remainder = version;
        for (var i = 0; i < 12; i++)
            remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1F25);
        var bits = (version << 12) | remainder;
        for (var i = 0; i < 18; i++)
        {
            var isDark = ((bits >> i) & 1) != 0;
            Reserve(Size - 11 + i % 3, i / 3, isDark);
            Reserve(i / 3, Size - 11 + i % 3, isDark);
        }
    }

    /// <summary>
    /// Draws the data where the patterns left modules free: in pairs of columns from the right, upwards and downwards in turn.
    /// </summary>
    void DrawCodewords(byte[] codewords)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
                right = 5;
            for (var i = 0; i < Size; i++)
            for (var column = 0; column < 2; column++)
            {
                var x = right - column;
                var y = ((right + 1) & 2) == 0 ? Size - 1 - i : i;
                if (reserved[y, x] || bit >= codewords.Length * 8)
                    continue;
                dark[y, x] = ((codewords[bit >> 3] >> (7 - (bit & 7))) & 1) != 0;
                bit++;
            }
        }
    }

    void ApplyBestMask()
    {
        int best = 0,
            least = int.MaxValue;
        for (var mask = 0; mask < 8; mask++)
        {
            ApplyMask(mask);
            DrawFormat(mask);
            var penalty = QrPenalty.Of(this);
            if (penalty < least)
                (best, least) = (mask, penalty);
            ApplyMask(mask);
        }
        ApplyMask(best);
        DrawFormat(best);
    }

    void ApplyMask(int mask)
    {
        for (var y = 0; y < Size; y++)
        for (var x = 0; x < Size; x++)
            dark[y, x] ^=
                !reserved[y, x]
                && mask switch
                {
                    0 => (x + y) % 2 == 0,
                    1 => y % 2 == 0,
                    2 => x % 3 == 0,
                    3 => (x + y) % 3 == 0,
                    4 => (x / 3 + y / 2) % 2 == 0,
                    5 => x * y % 2 + x * y % 3 == 0,
                    6 => (x * y % 2 + x * y % 3) % 2 == 0,
                    _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
                };
    }
}
