using System.Globalization;
using System.Text;

namespace Mantle.Cli.Commands;

/// <summary>
/// Texts for a terminal. Names and ARNs in events are what callers sent, and a terminal obeys control characters: a line break would make
/// up a row, an escape sequence could hide one.
/// </summary>
static class PrintedText
{
    /// <summary>The text on one line, with characters that a terminal obeys or does not show as <c>\uXXXX</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsObeyed))
            return text;
        var printed = new StringBuilder(text.Length + 5);
        foreach (var c in text)
            if (IsObeyed(c))
                printed.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                printed.Append(c);
        return printed.ToString();
    }

    /// <summary>Control characters, line ends of Unicode, and what turns the direction of writing.</summary>
    static bool IsObeyed(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
