namespace Mantle.Policy;

/// <summary>The differences between the operators, one line each.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
/// Condition operators</see>.
/// </remarks>
/// <param name="Family">The kind of values it compares.</param>
/// <param name="Negated">Whether it is true if no value matches.</param>
/// <param name="Ordering">For numbers and dates: the comparison.</param>
readonly record struct OperatorTraits(OperatorFamily Family, bool Negated, Ordering Ordering = Ordering.None)
{
    static readonly OperatorTraits[] All = Build();

    /// <summary>Whether its values may contain policy variables.</summary>
    public bool TakesVariables =>
        Family
            is OperatorFamily.String
                or OperatorFamily.StringIgnoreCase
                or OperatorFamily.StringLike
                or OperatorFamily.Arn
                or OperatorFamily.Bool;

    /// <summary>Whether <c>*</c> and <c>?</c> in its values are wildcards.</summary>
    public bool TakesWildcards => Family is OperatorFamily.StringLike or OperatorFamily.Arn;

    public static OperatorTraits Of(ConditionOperator @operator) => All[(int)@operator];

    static OperatorTraits[] Build()
    {
        var all = new OperatorTraits[(int)ConditionOperator.Null + 1];
        all[(int)ConditionOperator.StringEquals] = new(OperatorFamily.String, false);
        all[(int)ConditionOperator.StringNotEquals] = new(OperatorFamily.String, true);
        all[(int)ConditionOperator.StringEqualsIgnoreCase] = new(OperatorFamily.StringIgnoreCase, false);
        all[(int)ConditionOperator.StringNotEqualsIgnoreCase] = new(OperatorFamily.StringIgnoreCase, true);
        all[(int)ConditionOperator.StringLike] = new(OperatorFamily.StringLike, false);
        all[(int)ConditionOperator.StringNotLike] = new(OperatorFamily.StringLike, true);
        all[(int)ConditionOperator.NumericEquals] = new(OperatorFamily.Numeric, false, Ordering.Equal);
        all[(int)ConditionOperator.NumericNotEquals] = new(OperatorFamily.Numeric, true, Ordering.Equal);
        all[(int)ConditionOperator.NumericLessThan] = new(OperatorFamily.Numeric, false, Ordering.Less);
        all[(int)ConditionOperator.NumericLessThanEquals] = new(OperatorFamily.Numeric, false, Ordering.Less | Ordering.Equal);
        all[(int)ConditionOperator.NumericGreaterThan] = new(OperatorFamily.Numeric, false, Ordering.Greater);
        all[(int)ConditionOperator.NumericGreaterThanEquals] = new(OperatorFamily.Numeric, false, Ordering.Greater | Ordering.Equal);
        all[(int)ConditionOperator.DateEquals] = new(OperatorFamily.Date, false, Ordering.Equal);
        all[(int)ConditionOperator.DateNotEquals] = new(OperatorFamily.Date, true, Ordering.Equal);
        all[(int)ConditionOperator.DateLessThan] = new(OperatorFamily.Date, false, Ordering.Less);
        all[(int)ConditionOperator.DateLessThanEquals] = new(OperatorFamily.Date, false, Ordering.Less | Ordering.Equal);
        all[(int)ConditionOperator.DateGreaterThan] = new(OperatorFamily.Date, false, Ordering.Greater);
        all[(int)ConditionOperator.DateGreaterThanEquals] = new(OperatorFamily.Date, false, Ordering.Greater | Ordering.Equal);
        all[(int)ConditionOperator.Bool] = new(OperatorFamily.Bool, false);
        all[(int)ConditionOperator.BinaryEquals] = new(OperatorFamily.Binary, false);
        all[(int)ConditionOperator.IpAddress] = new(OperatorFamily.IpAddress, false);
        all[(int)ConditionOperator.NotIpAddress] = new(OperatorFamily.IpAddress, true);
        all[(int)ConditionOperator.ArnEquals] = new(OperatorFamily.Arn, false);
        all[(int)ConditionOperator.ArnNotEquals] = new(OperatorFamily.Arn, true);
        all[(int)ConditionOperator.ArnLike] = new(OperatorFamily.Arn, false);
        all[(int)ConditionOperator.ArnNotLike] = new(OperatorFamily.Arn, true);
        all[(int)ConditionOperator.Null] = new(OperatorFamily.Null, false);
        return all;
    }
}
