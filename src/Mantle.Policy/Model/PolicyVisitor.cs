namespace Mantle.Policy;

/// <summary>Visits the parts of a document in order. Override methods as needed, and call the base method to visit what is below.</summary>
/// <remarks>It changes nothing and allocates nothing.</remarks>
public abstract class PolicyVisitor
{
    /// <summary>Visits the statements of a document.</summary>
    public virtual void Visit(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var statement in document.Statements)
            VisitStatement(statement);
    }

    /// <summary>Visits the principals, actions, resources and conditions of a statement.</summary>
    protected virtual void VisitStatement(PolicyStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        foreach (var principal in statement.Principal.Or(statement.NotPrincipal))
            VisitPrincipal(statement, principal);
        foreach (var action in statement.Action.Or(statement.NotAction))
            VisitAction(statement, action);
        foreach (var resource in statement.Resource.Or(statement.NotResource))
            VisitResource(statement, resource);
        foreach (var condition in statement.Conditions)
            VisitCondition(statement, condition);
    }

    /// <summary>Visits a principal of <c>Principal</c> or <c>NotPrincipal</c>.</summary>
    protected virtual void VisitPrincipal(PolicyStatement statement, StatementPrincipal principal) { }

    /// <summary>Visits a pattern of <c>Action</c> or <c>NotAction</c>.</summary>
    protected virtual void VisitAction(PolicyStatement statement, PolicyValue action) { }

    /// <summary>Visits a pattern of <c>Resource</c> or <c>NotResource</c>.</summary>
    protected virtual void VisitResource(PolicyStatement statement, PolicyValue resource) { }

    /// <summary>Visits a condition and its values.</summary>
    protected virtual void VisitCondition(PolicyStatement statement, PolicyCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        foreach (var value in condition.Values)
            VisitConditionValue(condition, value);
    }

    /// <summary>Visits one value of a condition.</summary>
    protected virtual void VisitConditionValue(PolicyCondition condition, PolicyValue value) { }
}
