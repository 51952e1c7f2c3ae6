namespace Mantle.Policy;

/// <summary>Collects the reasons of an evaluation for its explanation.</summary>
sealed class Trace
{
    readonly List<LayerResult> layers = [];
    readonly List<(int Policy, MatchedStatement Statement)> matched = [];
    readonly HashSet<(PolicyLayer, int, int, int)> seen = [];
    readonly List<string> missing = [];
    readonly HashSet<ContextKey> missingKeys = [];
    readonly List<UnevaluatedElement> unevaluated = [];
    readonly HashSet<UnevaluatedElement> seenUnevaluated = [];
    readonly List<string> reasons = [];

    public void Layer(PolicyLayer layer, int level, DecisionOutcome outcome, bool applies) =>
        layers.Add(new LayerResult(layer, level, outcome, applies));

    public void Missing(ContextKey key)
    {
        if (missingKeys.Add(key))
            missing.Add(key.Name);
    }

    /// <summary>Starts a statement. Reasons noted after this belong to it.</summary>
    public void Begin() => reasons.Clear();

    public void CannotEvaluate(string reason) => reasons.Add(reason);

    /// <summary>
    /// Records the reasons noted since <see cref="Begin"/>. Without these causes, the statement's result would be different or certain.
    /// </summary>
    public void Unevaluated(PolicyLayer layer, CompiledPolicy policy, int statement)
    {
        foreach (var reason in reasons)
        {
            var element = new UnevaluatedElement(layer, policy.Source, statement, policy.Program.Sources[statement].Span, reason);
            if (seenUnevaluated.Add(element))
                unevaluated.Add(element);
        }
    }

    public void Matched(PolicyLayer layer, int level, int policyNumber, CompiledPolicy policy, int statement)
    {
        // A statement can be found by several of its action patterns.
        if (!seen.Add((layer, level, policyNumber, statement)))
            return;
        var program = policy.Program;
        matched.Add(
            (
                policyNumber,
                new MatchedStatement(
                    layer,
                    level,
                    policy.Source,
                    statement,
                    program.SidOf(statement),
                    program.Statements[statement].Effect,
                    program.Sources[statement].Span
                )
                {
                    PolicyIndex = policyNumber,
                }
            )
        );
    }

    /// <summary>Sorts the statements that matched since a mark by policy and position.</summary>
    public void SortMatched(int from) => matched.Sort(from, matched.Count - from, InOrder);

    public int MatchedCount => matched.Count;

    static readonly Comparer<(int Policy, MatchedStatement Statement)> InOrder = Comparer<(int Policy, MatchedStatement Statement)>.Create(
        (x, y) => x.Policy != y.Policy ? x.Policy.CompareTo(y.Policy) : x.Statement.StatementIndex.CompareTo(y.Statement.StatementIndex)
    );

    public DecisionExplanation Explain(Decision decision) =>
        new()
        {
            Decision = decision,
            Layers = [.. layers],
            MatchedStatements = [.. matched.Select(m => m.Statement)],
            MissingContextKeys = [.. missing],
            Unevaluated = [.. unevaluated],
        };
}
