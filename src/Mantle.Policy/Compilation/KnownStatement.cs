namespace Mantle.Policy;

/// <summary>A statement whose action matches, with its cheapest condition copied out of the policy's tables.</summary>
/// <param name="Entry">The statement.</param>
/// <param name="Key">The key of a condition that compares one value with plain text; null if the statement has none.</param>
/// <param name="Values">The condition's values.</param>
/// <param name="Negated">Whether the condition is true if no value matches.</param>
readonly record struct KnownStatement(IndexEntry Entry, ContextKey? Key, string[] Values, bool Negated)
{
    public static KnownStatement Of(IndexEntry entry, PolicyProgram program)
    {
        var conditions = program.Statements[entry.StatementInPolicy].Conditions;
        foreach (ref readonly var condition in program.Conditions.AsSpan(conditions.Start, conditions.Count))
            if (condition.IsPlainText)
                return new KnownStatement(
                    entry,
                    condition.Key,
                    program.Texts(condition.Values),
                    OperatorTraits.Of(condition.Operator).Negated
                );
        return new KnownStatement(entry, null, [], false);
    }

    /// <summary>Whether that condition is false. The rest of the statement need not be checked then.</summary>
    public bool IsRuledOut(RequestContext context)
    {
        if (Key is null || !context.TryGetValues(Key, out var values) || values.Single is not { } value)
            return false;
        foreach (var text in Values)
            if (text == value)
                return Negated;
        return !Negated;
    }
}
