namespace Mantle.Policy;

/// <summary>Lists the context keys in a document's conditions and variables.</summary>
sealed class ContextKeyFinder(bool hasVariables) : PolicyVisitor
{
    readonly List<string> names = [];
    readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Find(PolicyDocument document)
    {
        var finder = new ContextKeyFinder(document.Version == PolicyVersion.V2012);
        finder.Visit(document);
        return finder.names;
    }

    protected override void VisitResource(PolicyStatement statement, PolicyValue resource) => AddVariables(resource.Text);

    protected override void VisitCondition(PolicyStatement statement, PolicyCondition condition)
    {
        Add(condition.Key.Text);
        if (OperatorTraits.Of(condition.Operator).TakesVariables)
            base.VisitCondition(statement, condition);
    }

    protected override void VisitConditionValue(PolicyCondition condition, PolicyValue value) => AddVariables(value.Text);

    void Add(string name)
    {
        if (seen.Add(name))
            names.Add(name);
    }

    void AddVariables(string text)
    {
        for (var at = hasVariables ? text.IndexOf('$') : -1; at >= 0; at = text.IndexOf('$', at + 1))
            if (VariableSyntax.TryRead(text.AsSpan(at), out var key, out _, out _, out _) && !VariableSyntax.IsEscape(key))
                Add(key.ToString());
    }
}
