using System.Runtime.CompilerServices;

namespace Mantle.Policy;

/// <summary>Evaluates conditions against a request context.</summary>
/// <remarks>
/// If a comparison is impossible (a value is not of the operator's type, or the operator compares one value and there are several),
/// the result is neither true nor false: see <see cref="Truth"/>. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">
/// Conditions with multiple context keys or values</see>.
/// </remarks>
readonly ref struct ConditionEvaluator(PolicyProgram program, RequestContext context, Trace? trace)
{
    const int StackCharacters = 512;

    readonly ReadOnlySpan<char> pool = program.Pool;

    /// <summary>Whether all conditions are true.</summary>
    public Truth All(Slice conditions)
    {
        var truth = Truth.True;
        foreach (ref readonly var condition in program.Conditions.AsSpan(conditions.Start, conditions.Count))
        {
            truth = truth.And(Evaluate(in condition));
            if (truth == Truth.False && trace is null)
                break;
        }
        return truth;
    }

    /// <summary>Whether one condition is true.</summary>
    public Truth Evaluate(in ConditionRow condition)
    {
        var traits = OperatorTraits.Of(condition.Operator);
        var isKnown = context.TryGetValues(condition.Key, out var values);
        if (isKnown && condition.IsPlainText && values.Single is { } single)
            return IsAnyOf(condition.Values, single) != traits.Negated ? Truth.True : Truth.False;
        if (traits.Family == OperatorFamily.Null)
            return EvaluateNull(in condition, isKnown && !IsEmpty(values));
        if (!isKnown || values.Count == 0)
        {
            trace?.Missing(condition.Key);
            return OfMissing(in condition, traits.Negated);
        }
        switch (condition.Set)
        {
            case SetOperator.ForAllValues:
                return IsEmpty(values) ? Truth.True : ForAllValues(in condition, traits, values);
            case SetOperator.ForAnyValue:
                return IsEmpty(values) ? Truth.False : ForAnyValue(in condition, traits, values);
            default:
                if (values.Count == 1)
                    return Compare(in condition, traits, values[0]);
                trace?.CannotEvaluate($"{condition.Operator} compares one value, and the request has {values.Count} of {condition.Key}.");
                return Truth.Unknown;
        }
    }

    /// <summary>The result if the request does not have the key. ForAnyValue needs a value, even with IfExists.</summary>
    static Truth OfMissing(in ConditionRow condition, bool negated) =>
        condition.Set switch
        {
            SetOperator.ForAllValues => Truth.True,
            SetOperator.ForAnyValue => Truth.False,
            _ => condition.IfExists || negated ? Truth.True : Truth.False,
        };

    /// <summary>The Null operator tests whether there is a value. Without values, a set operator decides first.</summary>
    Truth EvaluateNull(in ConditionRow condition, bool present) =>
        !present && condition.Set != SetOperator.None ? OfMissing(in condition, negated: false) : MatchNull(in condition, present);

    bool IsAnyOf(Slice patterns, string value)
    {
        foreach (ref readonly var pattern in program.Patterns.AsSpan(patterns.Start, patterns.Count))
            if (value.AsSpan().SequenceEqual(pattern.In(pool)))
                return true;
        return false;
    }

    /// <summary>Whether there are no values. Empty strings count as no values.</summary>
    static bool IsEmpty(ContextValues values)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i].Length > 0)
                return false;
        return true;
    }

    Truth ForAllValues(in ConditionRow condition, OperatorTraits traits, ContextValues values)
    {
        var truth = Truth.True;
        for (var i = 0; i < values.Count && truth != Truth.False; i++)
            truth = truth.And(Compare(in condition, traits, values[i]));
        return truth;
    }

    Truth ForAnyValue(in ConditionRow condition, OperatorTraits traits, ContextValues values)
    {
        var truth = Truth.False;
        for (var i = 0; i < values.Count && truth != Truth.True; i++)
            truth = truth.Or(Compare(in condition, traits, values[i]));
        return truth;
    }

    /// <summary>Compares one value of the request with all values of the policy.</summary>
    Truth Compare(in ConditionRow condition, OperatorTraits traits, string value)
    {
        var truth = MatchesAny(in condition, traits, value);
        // A malformed value of the policy might have matched, so the result is unknown.
        if (condition.HasMalformedValue)
        {
            truth = truth.Or(Truth.Unknown);
            if (truth == Truth.Unknown)
                trace?.CannotEvaluate($"A value of {condition.Key} in the policy is not one that {condition.Operator} compares.");
        }
        if (!traits.Negated)
            return truth;
        // A value that is not an ARN matches no ARN operator, not even a negated one.
        return truth == Truth.False && traits.Family == OperatorFamily.Arn && !ArnText.IsArn(value) ? Truth.False : truth.Negate();
    }

    Truth MatchesAny(in ConditionRow condition, OperatorTraits traits, string value)
    {
        switch (traits.Family)
        {
            case OperatorFamily.Numeric:
                if (!Decimals.TryParse(value, out var number))
                    return MalformedInRequest(in condition);
                foreach (var candidate in program.Numbers.AsSpan(condition.Values.Start, condition.Values.Count))
                    if (Orders(number.CompareTo(candidate), traits.Ordering))
                        return Truth.True;
                return Truth.False;
            case OperatorFamily.Date:
                if (!Dates.TryParse(value, out var date))
                    return MalformedInRequest(in condition);
                foreach (var candidate in program.Dates.AsSpan(condition.Values.Start, condition.Values.Count))
                    if (Orders(date.CompareTo(candidate), traits.Ordering))
                        return Truth.True;
                return Truth.False;
            case OperatorFamily.IpAddress:
                if (!IpRange.TryParseAddress(value, out var address, out var isV6))
                    return MalformedInRequest(in condition);
                foreach (ref readonly var range in program.IpRanges.AsSpan(condition.Values.Start, condition.Values.Count))
                    if (range.Contains(address, isV6))
                        return Truth.True;
                return Truth.False;
            case OperatorFamily.Binary:
                return MatchBinary(in condition, value);
            case OperatorFamily.Bool:
                return MatchBool(in condition, value);
            default:
                var truth = Truth.False;
                foreach (ref readonly var pattern in program.Patterns.AsSpan(condition.Values.Start, condition.Values.Count))
                {
                    truth = truth.Or(MatchText(in pattern, traits.Family, value));
                    if (truth == Truth.True)
                        return truth;
                }
                if (truth == Truth.Unknown)
                    trace?.CannotEvaluate($"A value of {condition.Key} in the policy is not an ARN.");
                return truth;
        }
    }

    static bool Orders(int comparison, Ordering ordering) =>
        (
            ordering
            & (
                comparison < 0 ? Ordering.Less
                : comparison > 0 ? Ordering.Greater
                : Ordering.Equal
            )
        ) != 0;

    Truth MalformedInRequest(in ConditionRow condition)
    {
        if (condition.Values.Count == 0)
            return Truth.False;
        trace?.CannotEvaluate($"The request's value of {condition.Key} is not one that {condition.Operator} compares.");
        return Truth.Unknown;
    }

    Truth MatchBinary(in ConditionRow condition, string value)
    {
        foreach (var candidate in program.Bytes.AsSpan(condition.Values.Start, condition.Values.Count))
        {
            switch (Base64Text.Decodes(value, candidate))
            {
                case null:
                    return MalformedInRequest(in condition);
                case true:
                    return Truth.True;
            }
        }
        return Truth.False;
    }

    Truth MatchBool(in ConditionRow condition, string value)
    {
        if (!TryParseBool(value, out var actual))
            return MalformedInRequest(in condition);
        var truth = Truth.False;
        foreach (ref readonly var pattern in program.Patterns.AsSpan(condition.Values.Start, condition.Values.Count))
            truth = truth.Or(MatchBool(in pattern, actual));
        if (truth == Truth.Unknown)
            trace?.CannotEvaluate($"A value of {condition.Key} in the policy is neither true nor false.");
        return truth;
    }

    [SkipLocalsInit]
    Truth MatchBool(in Pattern pattern, bool actual)
    {
        if (pattern.Kind != PatternKind.Variables)
            return AsBool(pattern.In(pool), actual);
        var buffer = new PatternBuffer(stackalloc char[StackCharacters]);
        var truth = TryFill(in pattern, ref buffer) ? AsBool(buffer.Text, actual) : Truth.False;
        buffer.Dispose();
        return truth;
    }

    static Truth AsBool(ReadOnlySpan<char> text, bool actual) =>
        !TryParseBool(text, out var expected) ? Truth.Unknown
        : expected == actual ? Truth.True
        : Truth.False;

    Truth MatchNull(in ConditionRow condition, bool present)
    {
        var truth = Truth.False;
        foreach (ref readonly var pattern in program.Patterns.AsSpan(condition.Values.Start, condition.Values.Count))
            truth = truth.Or(AsBool(pattern.In(pool), !present));
        if (truth == Truth.Unknown)
            trace?.CannotEvaluate($"A value of Null for {condition.Key} is neither true nor false.");
        return truth;
    }

    static bool TryParseBool(ReadOnlySpan<char> text, out bool value)
    {
        value = AsciiText.EqualsIgnoreCase(text, "true");
        return value || AsciiText.EqualsIgnoreCase(text, "false");
    }

    Truth MatchText(in Pattern pattern, OperatorFamily family, string value)
    {
        if (pattern.Kind == PatternKind.Variables)
            return MatchFilled(in pattern, family, value);
        return family switch
        {
            OperatorFamily.Arn => ArnText.Match(pattern.In(pool), value),
            OperatorFamily.StringIgnoreCase => pattern.In(pool).Equals(value, StringComparison.OrdinalIgnoreCase)
                ? Truth.True
                : Truth.False,
            _ => pattern.IsMatch(pool, value) ? Truth.True : Truth.False,
        };
    }

    [SkipLocalsInit]
    Truth MatchFilled(in Pattern pattern, OperatorFamily family, string value)
    {
        var buffer = new PatternBuffer(stackalloc char[StackCharacters]);
        var truth = Truth.False;
        if (TryFill(in pattern, ref buffer))
        {
            truth = family switch
            {
                OperatorFamily.Arn => ArnText.Match(buffer.Text, value),
                OperatorFamily.StringIgnoreCase => buffer.Text.Equals(value, StringComparison.OrdinalIgnoreCase) ? Truth.True : Truth.False,
                OperatorFamily.StringLike => Wildcard.IsMatch(buffer.Text, value) ? Truth.True : Truth.False,
                _ => buffer.Text.SequenceEqual(value) ? Truth.True : Truth.False,
            };
        }
        buffer.Dispose();
        return truth;
    }

    /// <summary>Whether a pattern of Resource or NotResource matches.</summary>
    public bool MatchesResource(in Pattern pattern, ReadOnlySpan<char> resource)
    {
        if (pattern.Kind != PatternKind.Variables)
            return pattern.IsMatch(pool, resource);
        return MatchesInPlace(in pattern, resource) ?? MatchesFilledResource(in pattern, resource);
    }

    /// <summary>
    /// Compares literal text and variables up to the first wildcard, which is usually the last character. Null if it is not: then the
    /// variables must be filled in.
    /// </summary>
    bool? MatchesInPlace(in Pattern pattern, ReadOnlySpan<char> resource)
    {
        var rest = pattern.In(pool);
        while (true)
        {
            var mark = Wildcard.IndexOfMarker(rest);
            if (mark < 0)
                return rest.SequenceEqual(resource);
            if (!resource.StartsWith(rest[..mark]))
                return false;
            if (rest[mark] != Wildcard.Variable)
                return rest[mark] == Wildcard.Any && mark == rest.Length - 1 ? true : null;
            if (!TryGetValue(rest[mark + 1], out var value) || !resource[mark..].StartsWith(value))
                return false;
            resource = resource[(mark + value.Length)..];
            rest = rest[(mark + 2)..];
        }
    }

    [SkipLocalsInit]
    bool MatchesFilledResource(in Pattern pattern, ReadOnlySpan<char> resource)
    {
        var buffer = new PatternBuffer(stackalloc char[StackCharacters]);
        var matches = TryFill(in pattern, ref buffer) && Wildcard.IsMatch(buffer.Text, resource);
        buffer.Dispose();
        return matches;
    }

    /// <summary>Writes the pattern with the values of its variables. False if a variable has no value: then nothing matches.</summary>
    bool TryFill(in Pattern pattern, ref PatternBuffer buffer)
    {
        var rest = pattern.In(pool);
        int at;
        while ((at = rest.IndexOf(Wildcard.Variable)) >= 0)
        {
            buffer.Append(rest[..at]);
            if (!TryGetValue(rest[at + 1], out var value))
                return false;
            buffer.Append(value);
            rest = rest[(at + 2)..];
        }
        buffer.Append(rest);
        return true;
    }

    /// <summary>The value of a variable, or its default.</summary>
    bool TryGetValue(int number, out string value)
    {
        var variable = program.Variables[number];
        if (TryGetVariable(variable, out value))
            return true;
        trace?.Missing(variable.Key);
        value = variable.Default ?? "";
        return variable.Default is not null;
    }

    bool TryGetVariable(PolicyVariable variable, out string value)
    {
        value = "";
        if (variable.IsMultivalued || !context.TryGetValues(variable.Key, out var values) || values.Count != 1)
            return false;
        value = values[0];
        return !Wildcard.ContainsMarker(value);
    }
}
