using System.Buffers;

namespace Mantle.Policy;

/// <summary>Matches text against patterns whose wildcards are marked.</summary>
/// <remarks>
/// A compiled pattern marks its wildcards with Unicode noncharacters, so that an asterisk from a variable or from <c>${*}</c> is a
/// normal character. A policy that contains such a marker is refused, and a variable whose value contains one counts as missing.
/// There is no recursion and no backtracking over earlier wildcards: text between two <c>*</c> is matched at its first occurrence and
/// never searched again.
/// </remarks>
static class Wildcard
{
    /// <summary><c>*</c>: any characters.</summary>
    public const char Any = '\uFDD0';

    /// <summary><c>?</c>: any one character.</summary>
    public const char One = '\uFDD1';

    /// <summary><c>*</c> inside an ARN segment that ends with another character: any characters except colons.</summary>
    public const char AnyInSegment = '\uFDD2';

    /// <summary><c>?</c> inside an ARN segment: any one character except a colon.</summary>
    public const char OneInSegment = '\uFDD3';

    /// <summary>A variable; the next character is the variable's number.</summary>
    public const char Variable = '\uFDD4';

    static readonly SearchValues<char> Markers = SearchValues.Create([Any, One, AnyInSegment, OneInSegment, Variable]);

    public static bool ContainsMarker(ReadOnlySpan<char> text) => text.ContainsAny(Markers);

    /// <summary>Index of the first wildcard or variable; -1 if there is none.</summary>
    public static int IndexOfMarker(ReadOnlySpan<char> pattern) => pattern.IndexOfAny(Markers);

    /// <summary>Whether the text matches. The pattern must not contain variables.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IndexOfAny(AnyInSegment, OneInSegment) >= 0)
            return IsSegmentMatch(pattern, text);

        var star = pattern.IndexOf(Any);
        if (star < 0)
            return pattern.Length == text.Length && PieceEquals(pattern, text);
        if (text.Length < star || !PieceEquals(pattern[..star], text[..star]))
            return false;
        pattern = pattern[(star + 1)..];
        text = text[star..];
        while ((star = pattern.IndexOf(Any)) >= 0)
        {
            var found = IndexOfPiece(text, pattern[..star]);
            if (found < 0)
                return false;
            text = text[(found + star)..];
            pattern = pattern[(star + 1)..];
        }
        return text.Length >= pattern.Length && PieceEquals(pattern, text[^pattern.Length..]);
    }

    /// <summary>Compares a pattern without <c>*</c> with text of the same length.</summary>
    static bool PieceEquals(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var one = piece[at..].IndexOf(One);
            if (one < 0)
                return piece[at..].SequenceEqual(text[at..]);
            if (!piece.Slice(at, one).SequenceEqual(text.Slice(at, one)))
                return false;
            at += one + 1;
        }
    }

    static int IndexOfPiece(ReadOnlySpan<char> text, ReadOnlySpan<char> piece)
    {
        if (!piece.Contains(One))
            return text.IndexOf(piece, StringComparison.Ordinal);
        // Leading single-character wildcards only need space, so the search looks for the first literal text.
        var lead = piece.IndexOfAnyExcept(One);
        if (lead < 0)
            return text.Length >= piece.Length ? 0 : -1;
        var run = piece[lead..];
        var runEnd = run.IndexOf(One);
        if (runEnd >= 0)
            run = run[..runEnd];
        for (var at = 0; at + piece.Length <= text.Length; )
        {
            var next = text[(at + lead)..(text.Length - piece.Length + lead + run.Length)].IndexOf(run, StringComparison.Ordinal);
            if (next < 0)
                return -1;
            at += next;
            if (PieceEquals(piece, text.Slice(at, piece.Length)))
                return at;
            at++;
        }
        return -1;
    }

    /// <summary>
    /// Like <see cref="IsMatch"/>, for patterns with wildcards that stop at colons. It backtracks to the last such wildcard or, if a colon
    /// stops that one, to the last <c>*</c> that crosses colons. An earlier wildcard can never help.
    /// </summary>
    static bool IsSegmentMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0,
            t = 0,
            anyPattern = -1,
            anyText = 0,
            segmentPattern = -1,
            segmentText = 0;
        while (true)
        {
            if (p < pattern.Length)
            {
                switch (pattern[p])
                {
                    case Any:
                        anyPattern = ++p;
                        anyText = t;
                        segmentPattern = -1;
                        continue;
                    case AnyInSegment:
                        segmentPattern = ++p;
                        segmentText = t;
                        continue;
                    case var c when t < text.Length && (c == text[t] || c == One || (c == OneInSegment && text[t] != ':')):
                        p++;
                        t++;
                        continue;
                }
            }
            else if (t == text.Length)
            {
                return true;
            }
            if (segmentPattern >= 0 && segmentText < text.Length && text[segmentText] != ':')
            {
                p = segmentPattern;
                t = ++segmentText;
            }
            else if (anyPattern >= 0 && anyText < text.Length)
            {
                p = anyPattern;
                t = ++anyText;
                segmentPattern = -1;
            }
            else
            {
                return false;
            }
        }
    }
}
