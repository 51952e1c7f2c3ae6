namespace Mantle.Policy;

/// <summary>Lists the context keys that a document's conditions and variables ask for.</summary>
static class ContextKeyFinder
{
    public static IReadOnlyList<string> Find(PolicyDocument document)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in document.Statements)
        {
            if (document.Version == PolicyVersion.V2012)
            {
                foreach (var resource in statement.Resource.Or(statement.NotResource))
                    AddVariables(resource.Text);
            }
            foreach (var condition in statement.Conditions)
            {
                Add(condition.Key.Text);
                if (document.Version == PolicyVersion.V2012 && OperatorTraits.Of(condition.Operator).TakesVariables)
                    foreach (var value in condition.Values)
                        AddVariables(value.Text);
            }
        }
        return names;

        void Add(string name)
        {
            if (seen.Add(name))
                names.Add(name);
        }

        void AddVariables(string text)
        {
            for (var at = text.IndexOf('$'); at >= 0; at = text.IndexOf('$', at + 1))
                if (VariableSyntax.TryRead(text.AsSpan(at), out var key, out _, out _, out _) && !VariableSyntax.IsEscape(key))
                    Add(key.ToString());
        }
    }
}
