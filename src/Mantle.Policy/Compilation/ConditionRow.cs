namespace Mantle.Policy;

/// <summary>One operator, key and list of values.</summary>
/// <param name="Key">The condition key.</param>
/// <param name="Operator">What every operator has in common with others.</param>
/// <param name="Set">The set qualifier.</param>
/// <param name="IfExists">Whether a missing key satisfies it.</param>
/// <param name="HasMalformedValue">Whether the policy has a value that the operator cannot compare.</param>
/// <param name="IsPlainText">
/// Whether one value is compared with text that has neither wildcards nor variables: the most common condition.
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
