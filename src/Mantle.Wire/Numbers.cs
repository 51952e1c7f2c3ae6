using System.Globalization;

namespace Mantle.Wire;

/// <summary>Numbers with a fraction, as AWS writes and reads them.</summary>
public static class Numbers
{
    /// <summary>Reads a number, or one of the texts for what has no digits.</summary>
    public static bool TryParse(string text, out double value) =>
        TrySpecial(text, out value)
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Reads <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    public static bool TrySpecial(string text, out double value)
    {
        value = text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0;
    }

    /// <summary>Writes a number with as many digits as it takes to read the same one.</summary>
    public static string Text(double value) =>
        double.IsInfinity(value)
            ? value > 0
                ? "Infinity"
                : "-Infinity"
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes a number with as many digits as it takes to read the same one.</summary>
    public static string Text(float value) =>
        float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : Text((double)value);
}
