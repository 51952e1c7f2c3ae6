namespace Mantle.Wire;

/// <summary>The model's constraints of a string. Lengths count Unicode code points, as in AWS.</summary>
public sealed class StringConstraint
{
    /// <summary>
    /// Maximum code points of a parameter that the model does not limit.
    /// See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM quotas</see>.
    /// </summary>
    public const int DefaultMax = 131_072;

    /// <summary>States a constraint.</summary>
    public StringConstraint(
        int? min = null,
        int? max = null,
        string? pattern = null,
        string[]? values = null,
        bool sensitive = false,
        string? patternText = null
    )
    {
        Min = min;
        Max = max;
        Pattern = pattern is null ? null : new ConstraintPattern(pattern);
        Values = values;
        Sensitive = sensitive;
        PatternText = patternText;
    }

    /// <summary>The minimum length.</summary>
    public int? Min { get; }

    /// <summary>The maximum length.</summary>
    public int? Max { get; }

    /// <summary>The pattern that the whole text must match.</summary>
    public ConstraintPattern? Pattern { get; }

    /// <summary>The allowed values; null if any value is allowed.</summary>
    public IReadOnlyList<string>? Values { get; }

    /// <summary>Whether the text is a secret, which messages must not contain.</summary>
    public bool Sensitive { get; }

    /// <summary>
    /// The service's message for a text that does not match, if the message does not contain the pattern; <c>{member}</c> stands for the
    /// member.
    /// </summary>
    public string? PatternText { get; }

    /// <summary>Whether a value satisfies the constraint.</summary>
    internal bool Accepts(string value) => IsAllowed(value) && IsMatch(value) && IsShortEnough(value) && IsLongEnough(value);

    internal bool IsLongEnough(string value) => Min is not { } min || value.Length >= 2 * min || CodePoints(value) >= min;

    internal bool IsShortEnough(string value)
    {
        var max = Max ?? DefaultMax;
        return value.Length <= max || value.Length <= 2L * max && CodePoints(value) <= max;
    }

    internal bool IsMatch(string value) => Pattern is null || Pattern.IsMatch(value);

    internal bool IsAllowed(string value)
    {
        if (Values is null)
            return true;
        foreach (var allowed in Values)
            if (allowed == value)
                return true;
        return false;
    }

    internal static int CodePoints(string value)
    {
        var count = value.Length;
        for (var i = 1; i < value.Length; i++)
            if (char.IsSurrogatePair(value[i - 1], value[i]))
                count--;
        return count;
    }
}
