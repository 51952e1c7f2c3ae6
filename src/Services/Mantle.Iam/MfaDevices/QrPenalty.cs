namespace Mantle.Iam.MfaDevices;

/// <summary>
/// The penalty of a masked QR code (ISO/IEC 18004, 7.8.3): runs, blocks, patterns that look like a finder, and imbalance.
/// </summary>
static class QrPenalty
{
    public static int Of(QrCode code)
    {
        var penalty = 0;
        for (var line = 0; line < code.Size; line++)
        {
            var at = line;
            penalty += OfLine(code.Size, i => code.IsDark(i, at)) + OfLine(code.Size, i => code.IsDark(at, i));
        }
        return penalty + OfBlocks(code) + OfBalance(code);
    }

    static int OfLine(int size, Func<int, bool> isDark)
    {
        int penalty = 0,
            run = 0,
            last = 0;
        for (var i = 0; i < size; i++)
        {
            run = i > 0 && isDark(i) == isDark(i - 1) ? run + 1 : 1;
            if (run == 5)
                penalty += 3;
            else if (run > 5)
                penalty++;
            // The last eleven modules: 1011101 with four light ones before or after it.
            last = ((last << 1) | (isDark(i) ? 1 : 0)) & 0x7FF;
            if (i >= 10 && last is 0b10111010000 or 0b00001011101)
                penalty += 40;
        }
        return penalty;
    }

    static int OfBlocks(QrCode code)
    {
        var penalty = 0;
        for (var y = 1; y < code.Size; y++)
        for (var x = 1; x < code.Size; x++)
            if (
                code.IsDark(x, y) == code.IsDark(x - 1, y)
                && code.IsDark(x, y) == code.IsDark(x, y - 1)
                && code.IsDark(x, y) == code.IsDark(x - 1, y - 1)
            )
                penalty += 3;
        return penalty;
    }

    static int OfBalance(QrCode code)
    {
        var count = 0;
        for (var y = 0; y < code.Size; y++)
        for (var x = 0; x < code.Size; x++)
            count += code.IsDark(x, y) ? 1 : 0;
        return Math.Abs(count * 20 - code.Size * code.Size * 10) / (code.Size * code.Size) * 10;
    }
}
