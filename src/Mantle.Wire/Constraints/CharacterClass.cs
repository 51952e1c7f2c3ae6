using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mantle.Wire;

/// <summary>A character class such as <c>[\w+=,.@-]</c>, or a single <c>\d</c>, in Java's syntax.</summary>
sealed class CharacterClass
{
    readonly List<(int From, int To)> ranges = [];
    UInt128 ascii;
    int categories;
    bool negated;

    /// <summary>Whether every character of the text is in the class. A lone surrogate is in no class.</summary>
    public bool ContainsAll(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128 && !negated)
            {
                if ((ascii >> c & 1) == 0)
                    return false;
            }
            else
            {
                if (
                    Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != System.Buffers.OperationStatus.Done
                    || Contains(rune) == negated
                )
                    return false;
                i += length - 1;
            }
        }
        return true;
    }

    bool Contains(Rune rune)
    {
        if (rune.Value < 128)
            return (ascii >> rune.Value & 1) != 0;
        foreach (var (from, to) in ranges)
            if (rune.Value >= from && rune.Value <= to)
                return true;
        return (categories >> (int)Rune.GetUnicodeCategory(rune) & 1) != 0;
    }

    /// <summary>Parses a class at the start of a pattern; false if the pattern starts otherwise.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out CharacterClass? characters, out string rest)
    {
        characters = new CharacterClass();
        rest = "";
        var at = 0;
        if (pattern is ['\\', 'd' or 'w', ..])
        {
            characters.AddEscape(pattern, ref at);
            rest = pattern[at..];
            return true;
        }
        if (!pattern.StartsWith('['))
            return false;
        at = 1;
        if (at < pattern.Length && pattern[at] == '^')
        {
            characters.negated = true;
            at++;
        }
        while (at < pattern.Length && pattern[at] != ']')
        {
            // Java supports nested and intersected classes; the models do not use them.
            if (pattern[at] is '[' or '&' && at + 1 < pattern.Length && pattern[at + 1] == pattern[at])
                return false;
            if (characters.AddEscape(pattern, ref at) is not { } from)
                continue;
            var to = from;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                if (characters.AddEscape(pattern, ref at) is not { } end || end < from)
                    return false;
                to = end;
            }
            characters.Add(from, to);
        }
        if (at >= pattern.Length)
            return false;
        rest = pattern[(at + 1)..];
        return true;
    }

    void Add(int from, int to)
    {
        for (var c = from; c <= Math.Min(to, 127); c++)
            ascii |= UInt128.One << c;
        if (to > 127)
            ranges.Add((Math.Max(from, 128), to));
    }

    // Reads one character; or adds a predefined class and returns null.
    int? AddEscape(string pattern, ref int at)
    {
        var c = pattern[at++];
        if (c != '\\' || at == pattern.Length)
            return c;
        c = pattern[at++];
        switch (c)
        {
            case 'd':
                Add('0', '9');
                return null;
            case 'w':
                Add('a', 'z');
                Add('A', 'Z');
                Add('0', '9');
                Add('_', '_');
                return null;
            case 's':
                foreach (var blank in " \t\n\v\f\r")
                    Add(blank, blank);
                return null;
            case 'S':
                Add('!', 0x10FFFF);
                Add('\0', '\b');
                Add('\x0E', '\x1F');
                return null;
            case 'p':
                AddCategory(pattern[at + 1]);
                at += 3;
                return null;
            case 'u':
                // Four digits, as in Java: \u10000 is U+1000 and a zero.
                var code = Hexadecimal(pattern, at);
                at += 4;
                // Two halves of a surrogate pair are one character, as in Java.
                if (
                    code is >= 0xD800 and <= 0xDBFF
                    && pattern.AsSpan(at).StartsWith(@"\u")
                    && Hexadecimal(pattern, at + 2) is >= 0xDC00 and <= 0xDFFF and var low
                )
                {
                    at += 6;
                    return char.ConvertToUtf32((char)code, (char)low);
                }
                return code;
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            default:
                return c;
        }
    }

    static int Hexadecimal(string pattern, int at) =>
        int.Parse(pattern.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    void AddCategory(char category)
    {
        for (var value = 0; value <= (int)UnicodeCategory.OtherNotAssigned; value++)
        {
            if (!Belongs((UnicodeCategory)value, category))
                continue;
            categories |= 1 << value;
            for (var c = 0; c < 128; c++)
                if (CharUnicodeInfo.GetUnicodeCategory(c) == (UnicodeCategory)value)
                    ascii |= UInt128.One << c;
        }
    }

    static bool Belongs(UnicodeCategory value, char category) =>
        category switch
        {
            'L' => value is >= UnicodeCategory.UppercaseLetter and <= UnicodeCategory.OtherLetter,
            'M' => value is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.EnclosingMark,
            'N' => value is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber,
            'Z' => value is >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.ParagraphSeparator,
            'P' => value is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation,
            'S' => value is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol,
            _ => throw new FormatException($"The category {category} is not known."),
        };
}
