namespace Mantle.Policy;

/// <summary>The compiled form of a document: tables of rows that refer to each other by number, and one pool of text.</summary>
/// <remarks>Few objects, so that thousands of policies stay small and close together in memory.</remarks>
sealed class PolicyProgram
{
    public required string Pool { get; init; }

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
}
