using System.Globalization;

namespace Mantle.Policy;

/// <summary>Numbers in numeric conditions: integers and decimals, compared by value.</summary>
static class Decimals
{
    /// <summary>Parses a number that <see cref="decimal"/> represents exactly. Other numbers cannot be compared.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        return text.Length is > 0 and <= 28
            && decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out value
            );
    }
}
