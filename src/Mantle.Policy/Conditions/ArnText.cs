namespace Mantle.Policy;

/// <summary>Compares ARNs part by part, as the ARN condition operators do.</summary>
static class ArnText
{
    const int Parts = 6;

    /// <summary>Whether a value has the parts of an ARN.</summary>
    public static bool IsArn(ReadOnlySpan<char> value) => value.Count(':') >= Parts - 1;

    /// <summary>Whether a pattern matches; unknown if the pattern does not have an ARN's six parts and is not <c>*</c>.</summary>
    public static Truth Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        if (pattern is [Wildcard.Any])
            return Truth.True;
        var truth = Truth.True;
        for (var part = 0; part < Parts; part++)
        {
            var last = part == Parts - 1;
            var patternEnd = last ? pattern.Length : pattern.IndexOf(':');
            if (patternEnd < 0)
                return Truth.Unknown;
            var valueEnd = last ? value.Length : value.IndexOf(':');
            // Check the whole pattern: a pattern that is not an ARN is unknown, whatever the value is.
            if (valueEnd < 0 || (truth == Truth.True && !Wildcard.IsMatch(pattern[..patternEnd], value[..valueEnd])))
                truth = Truth.False;
            if (!last)
            {
                pattern = pattern[(patternEnd + 1)..];
                value = valueEnd < 0 ? value : value[(valueEnd + 1)..];
            }
        }
        return truth;
    }
}
