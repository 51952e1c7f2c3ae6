using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>One operator, one key and its values from a <c>Condition</c> block.</summary>
public sealed class PolicyCondition
{
    internal PolicyCondition(
        PolicyValue operatorText,
        ConditionOperator @operator,
        SetOperator setOperator,
        bool ifExists,
        PolicyValue key,
        ImmutableArray<PolicyValue> values
    )
    {
        OperatorText = operatorText;
        Operator = @operator;
        SetOperator = setOperator;
        IfExists = ifExists;
        Key = key;
        Values = values;
    }

    /// <summary>The operator as written, for example <c>ForAllValues:StringLikeIfExists</c>.</summary>
    public PolicyValue OperatorText { get; }

    /// <summary>The operator without set qualifier and <c>IfExists</c>.</summary>
    public ConditionOperator Operator { get; }

    /// <summary>The set qualifier before the operator.</summary>
    public SetOperator SetOperator { get; }

    /// <summary>Whether the operator ends in <c>IfExists</c>.</summary>
    public bool IfExists { get; }

    /// <summary>The condition key as written, for example <c>aws:RequestTag/team</c>.</summary>
    public PolicyValue Key { get; }

    /// <summary>The values of the policy; numbers and booleans as their JSON text. May be empty.</summary>
    public ImmutableArray<PolicyValue> Values { get; }
}
