using System.Globalization;

namespace Mantle.Cli.Commands;

/// <summary>A size as people say it: bytes, or with a unit such as <c>500MB</c>, <c>20GB</c> or <c>1GiB</c>.</summary>
static class ByteSize
{
    static readonly (string Unit, long Bytes)[] units =
    [
        ("TiB", 1L << 40),
        ("GiB", 1L << 30),
        ("MiB", 1L << 20),
        ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("B", 1),
        ("", 1),
    ];

    /// <summary>Whether the text says a size of at least one megabyte.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var (unit, factor) = units.First(known => text.EndsWith(known.Unit, StringComparison.OrdinalIgnoreCase));
        var isNumber = double.TryParse(
            text.AsSpan(0, text.Length - unit.Length).Trim(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        );
        bytes = isNumber && number * factor < long.MaxValue ? (long)(number * factor) : 0;
        return bytes >= 1_000_000;
    }
}
