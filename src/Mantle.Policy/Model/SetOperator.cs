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

    /// <summary><c>ForAllValues:</c>, true when every value of the request matches. Without values it is true.</summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c>, true when at least one value of the request matches.</summary>
    ForAnyValue,
}
