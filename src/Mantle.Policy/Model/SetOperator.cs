namespace Mantle.Policy;

/// <summary>The qualifier of an operator that compares sets of values.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">
/// Single-valued vs. multivalued context keys</see>.
/// </remarks>
public enum SetOperator
{
    /// <summary>No qualifier.</summary>
    None,

    /// <summary><c>ForAllValues:</c>, true if every value of the request matches, and also if there are no values.</summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c>, true if at least one value of the request matches.</summary>
    ForAnyValue,
}
