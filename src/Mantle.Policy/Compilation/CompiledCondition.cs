using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A condition of a compiled statement.</summary>
/// <param name="Key">The condition key.</param>
/// <param name="Operator">The operator without set qualifier and <c>IfExists</c>.</param>
/// <param name="SetOperator">The set qualifier.</param>
/// <param name="IfExists">Whether a missing key satisfies the condition.</param>
/// <param name="HasMalformedValue">
/// Whether the policy has a value that the operator cannot compare. <paramref name="Values"/> does not contain it.
/// </param>
/// <param name="Values">The values as patterns: numbers, address ranges and base64 as text, dates as seconds since 1970.</param>
public sealed record CompiledCondition(
    ContextKey Key,
    ConditionOperator Operator,
    SetOperator SetOperator,
    bool IfExists,
    bool HasMalformedValue,
    ImmutableArray<CompiledPattern> Values
);
