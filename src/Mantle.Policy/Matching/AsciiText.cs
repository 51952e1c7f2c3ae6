namespace Mantle.Policy;

/// <summary>Case folding of ASCII letters only, used for hashes and comparisons of names, so that both agree.</summary>
static class AsciiText
{
    public static string ToLower(string text)
    {
        foreach (var c in text)
            if (char.IsAsciiLetterUpper(c))
                return string.Create(
                    text.Length,
                    text,
                    static (target, source) =>
                    {
                        for (var i = 0; i < target.Length; i++)
                            target[i] = ToLower(source[i]);
                    }
                );
        return text;
    }

    public static char ToLower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;

    public static bool EqualsIgnoreCase(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length)
            return false;
        for (var i = 0; i < left.Length; i++)
            if (left[i] != right[i] && ToLower(left[i]) != ToLower(right[i]))
                return false;
        return true;
    }

    /// <summary>Number of digits at the start of the text.</summary>
    public static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }

    public static int HashIgnoreCase(ReadOnlySpan<char> text)
    {
        var hash = PatternHash.Seed;
        foreach (var c in text)
            hash = PatternHash.Add(hash, ToLower(c));
        return PatternHash.Finish(hash);
    }
}
