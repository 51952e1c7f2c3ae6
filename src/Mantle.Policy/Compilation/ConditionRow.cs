namespace Mantle.Policy;

/// <summary>A compiled condition: one operator, one key and its values.</summary>
/// <param name="Key">The condition key.</param>
/// <param name="Operator">The operator without set qualifier and <c>IfExists</c>.</param>
/// <param name="Set">The set qualifier.</param>
/// <param name="IfExists">Whether a missing key satisfies the condition.</param>
/// <param name="HasMalformedValue">Whether the policy has a value that the operator cannot compare.</param>
/// <param name="IsPlainText">
/// Whether it compares one value with text without wildcards or variables: the most common condition.
/// </param>
/// <param name="Values">The values in the table of their kind: patterns, numbers, dates, ranges or bytes.</param>
readonly record struct ConditionRow(
    ContextKey Key,
    ConditionOperator Operator,
    SetOperator Set,
    bool IfExists,
    bool HasMalformedValue,
    bool IsPlainText,
    Slice Values
);
