namespace Mantle.Policy;

/// <summary>Compiles conditions, and stores operands that are not text: numbers, dates, ranges and bytes.</summary>
sealed class ConditionCompiler(PatternPool pool, List<Pattern> patterns, bool hasVariables)
{
    public List<decimal> Numbers { get; } = [];

    public List<long> Moments { get; } = [];

    public List<IpRange> IpRanges { get; } = [];

    public List<byte[]> Bytes { get; } = [];

    public ConditionRow Compile(PolicyCondition condition)
    {
        var traits = OperatorTraits.Of(condition.Operator);
        var malformed = false;
        var start = 0;
        var count = 0;
        switch (traits.Family)
        {
            case OperatorFamily.Numeric:
                start = Numbers.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(Numbers, Decimals.TryParse(value.Text, out var number), number);
                count = Numbers.Count - start;
                break;
            case OperatorFamily.Date:
                start = Moments.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(Moments, Dates.TryParse(value.Text, out var date), date);
                count = Moments.Count - start;
                break;
            case OperatorFamily.IpAddress:
                start = IpRanges.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(IpRanges, IpRange.TryParse(value.Text, out var range), range);
                count = IpRanges.Count - start;
                break;
            case OperatorFamily.Binary:
                start = Bytes.Count;
                foreach (var value in condition.Values)
                    malformed |= !AddParsed(Bytes, Base64Text.TryDecode(value.Text, out var decoded), decoded!);
                count = Bytes.Count - start;
                break;
            default:
                start = patterns.Count;
                foreach (var value in condition.Values)
                    patterns.Add(
                        pool.AddPattern(
                            value.Text,
                            traits.TakesWildcards,
                            hasVariables && traits.TakesVariables ? 0 : int.MaxValue,
                            segments: false
                        )
                    );
                count = patterns.Count - start;
                break;
        }
        var isPlainText =
            condition.SetOperator == SetOperator.None
            && traits.Family is OperatorFamily.String or OperatorFamily.StringLike
            && patterns.Skip(start).Take(count).All(pattern => pattern.Kind == PatternKind.Exact);
        return new ConditionRow(
            pool.Key(condition.Key.Text),
            condition.Operator,
            condition.SetOperator,
            condition.IfExists,
            malformed,
            isPlainText,
            new Slice(start, count)
        );
    }

    static bool AddParsed<T>(List<T> values, bool parsed, T value)
    {
        if (parsed)
            values.Add(value);
        return parsed;
    }
}
