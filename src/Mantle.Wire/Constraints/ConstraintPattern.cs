using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mantle.Wire;

/// <summary>
/// A regular expression of the model, which the whole text must match. The model writes Java's syntax: <c>\w</c> and
/// <c>\d</c> are ASCII, and a character is a code point. Nearly all are one class, repeated, and run as a loop over
/// the text; the others become a <see cref="Regex"/> that does not backtrack, made on first use.
/// </summary>
public sealed class ConstraintPattern
{
    readonly Lazy<Func<string, bool>> matcher;

    /// <summary>Creates a pattern from the model's text.</summary>
    public ConstraintPattern(string text)
    {
        Text = text;
        matcher = new(() => Compile(text), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The pattern as in the model and in messages.</summary>
    public string Text { get; }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string value) => matcher.Value(value);

    /// <inheritdoc/>
    public override string ToString() => Text;

    static Func<string, bool> Compile(string pattern)
    {
        if (CharacterClass.TryParse(Trim(pattern), out var characters, out var rest) && Repetition(rest) is var (least, most))
            return most == int.MaxValue && least <= 1
                ? text => text.Length >= least && characters.ContainsAll(text)
                : text =>
                    StringConstraint.CodePoints(text) is var length && length >= least && length <= most && characters.ContainsAll(text);
        return Expression(pattern).IsMatch;
    }

    // Anchors have no effect, because the whole text must match.
    static string Trim(string pattern)
    {
        if (pattern.StartsWith('^'))
            pattern = pattern[1..];
        if (pattern.EndsWith('$') && !pattern.EndsWith(@"\$", StringComparison.Ordinal))
            pattern = pattern[..^1];
        // A group around the whole pattern has no effect either.
        return pattern is ['(', .. var inner, ')'] && inner.AsSpan().IndexOfAny("()|") < 0 ? inner : pattern;
    }

    static (int Least, int Most)? Repetition(string text)
    {
        switch (text)
        {
            case "":
                return (1, 1);
            case "+":
                return (1, int.MaxValue);
            case "*":
                return (0, int.MaxValue);
        }
        if (text is not ['{', .. var inner, '}'])
            return null;
        var comma = inner.IndexOf(',');
        var low = comma < 0 ? inner : inner[..comma];
        var high = comma < 0 ? inner : inner[(comma + 1)..];
        if (!int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var least))
            return null;
        if (high.Length == 0)
            return (least, int.MaxValue);
        return int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? (least, most) : null;
    }

    static Regex Expression(string pattern)
    {
        // Look-around needs backtracking; the one pattern that has it repeats at most 61 times over disjoint choices.
        var backtracks = pattern.Contains("(?", StringComparison.Ordinal);
        var options = RegexOptions.CultureInvariant | (backtracks ? RegexOptions.None : RegexOptions.NonBacktracking);
        return new Regex($@"\A(?:{ToDotNet(pattern)})\z", options);
    }

    /// <summary>
    /// The same pattern for .NET, whose <c>\w</c>, <c>\d</c> and <c>\s</c> reach beyond ASCII, and which knows halves of surrogate pairs
    /// only.
    /// </summary>
    internal static string ToDotNet(string written)
    {
        var pattern = written.Replace(@"\uD800\uDC00-\uDBFF\uDFFF", @"\uD800-\uDFFF", StringComparison.Ordinal);
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var next = pattern[++i];
                text.Append(
                    next switch
                    {
                        'd' => inClass ? "0-9" : "[0-9]",
                        'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
                        's' => inClass ? @" \t\n\v\f\r" : @"[ \t\n\v\f\r]",
                        'S' => inClass ? @"\x00-\x08\x0E-\x1F!-\uFFFF" : @"[^ \t\n\v\f\r]",
                        '/' => "/",
                        _ => "\\" + next,
                    }
                );
                continue;
            }
            if (c == '[')
                inClass = true;
            else if (c == ']')
                inClass = false;
            text.Append(c);
        }
        return text.ToString();
    }
}
