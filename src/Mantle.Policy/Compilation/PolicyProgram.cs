namespace Mantle.Policy;

/// <summary>The compiled form of a document: tables of rows that refer to each other by number, and one character pool.</summary>
/// <remarks>It has few objects, so that thousands of policies take little memory and are close together.</remarks>
sealed class PolicyProgram
{
    public required string Pool { get; init; }

    /// <summary>Whether a statement allows every action on every resource without conditions or principals.</summary>
    public required bool AllowsAll { get; init; }

    public required StatementRow[] Statements { get; init; }

    public required StatementSource[] Sources { get; init; }

    public required ActionIndex Index { get; init; }

    public required Pattern[] Patterns { get; init; }

    public required ConditionRow[] Conditions { get; init; }

    public required PrincipalRow[] Principals { get; init; }

    public required PolicyVariable[] Variables { get; init; }

    public required decimal[] Numbers { get; init; }

    public required long[] Dates { get; init; }

    public required IpRange[] IpRanges { get; init; }

    public required byte[][] Bytes { get; init; }

    /// <summary>A statement's Sid; null if it has none.</summary>
    public string? SidOf(int statement)
    {
        var sid = Sources[statement].Sid;
        return sid.Start < 0 ? null : Pool.Substring(sid.Start, sid.Count);
    }

    /// <summary>The texts of patterns without wildcards and variables.</summary>
    public string[] Texts(Slice patterns) =>
        Array.ConvertAll(
            Patterns[patterns.Start..(patterns.Start + patterns.Count)],
            pattern => Pool.Substring(pattern.Offset, pattern.Length)
        );

    /// <summary>Whether the action patterns that the index cannot decide match; for NotAction, whether they do not.</summary>
    public bool MatchesAction(in StatementRow row, ActionText action)
    {
        var found = false;
        foreach (ref readonly var pattern in Patterns.AsSpan(row.Actions.Start, row.Actions.Count))
            found |= pattern.IsMatch(Pool, action.Lower);
        return found != ((row.Flags & StatementFlags.NotAction) != 0);
    }
}
