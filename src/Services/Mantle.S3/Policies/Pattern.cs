namespace Mantle.S3.Policies;

/// <summary>Patterns with <c>*</c> and <c>?</c>, as policies write them, matched against plain text.</summary>
static class Pattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, star, retry) = (0, -1, 0);
        var i = 0;
        while (i < text.Length)
            if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[i]) && pattern[at] != '*')
                (at, i) = (at + 1, i + 1);
            else if (at < pattern.Length && pattern[at] == '*')
                (star, retry, at) = (at, i, at + 1);
            else if (star >= 0)
                (at, i) = (star + 1, ++retry);
            else
                return false;
        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
