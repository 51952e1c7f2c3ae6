using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>Explains a denied call to somebody: evaluates it again as it was, and finds what would have allowed it.</summary>
public sealed class Explainer
{
    /// <summary>Maximum number of near misses that are shown of an access.</summary>
    const int MostNearMisses = 10;

    readonly DeniedCall call;
    readonly Viewer viewer;
    readonly Draft asItWas;
    readonly RemedyFinder remedies;
    readonly Draft changed;

    Explainer(DeniedCall call, Viewer viewer)
    {
        (this.call, this.viewer) = (call, viewer);
        asItWas = new Draft(call);
        changed = new Draft(call);
        remedies = new RemedyFinder(call, changed);
    }

    /// <summary>The explanation; null if nothing of the call may be seen.</summary>
    public static Explanation? Explain(DeniedCall call, Viewer viewer) =>
        viewer.SeesAnythingOf(call) ? new Explainer(call, viewer).Explain() : null;

    Explanation Explain()
    {
        if (!call.IsRule)
            remedies.Find();
        var showsCaller = viewer.SeesCaller(call);
        return new Explanation
        {
            Call = call,
            ShowsCaller = showsCaller,
            Accesses = [.. call.Accesses.Where(access => showsCaller || viewer.SeesResource(access)).Select(Explain)],
            Policies = [.. call.Policies.Where(policy => !policy.IsDerived && IsSeen(policy))],
            Remedies = [.. changed.Changed.Select(ToRemedy).OfType<Remedy>()],
            Obstacle = call.IsRule ? "No policy can allow it." : ShownObstacle(),
            OtherSides = [.. OtherSides().Distinct()],
        };
    }

    /// <summary>An obstacle is on the side that the engine named last; only those who see all sides may see it.</summary>
    string? ShownObstacle()
    {
        var (callerSide, seer) = (call, viewer);
        return call.Accesses.All(access => seer.SeesWhole(callerSide, access)) ? remedies.Obstacle : null;
    }

    bool IsSeen(RecordedPolicy policy)
    {
        var (denied, seer) = (call, viewer);
        return call.Accesses.Any(access =>
            seer.Sees(denied, access, policy.Layer) && (!Draft.IsOfResource(policy.Layer) || policy.AttachedTo.Contains(access.Resource))
        );
    }

    IEnumerable<AccountId> OtherSides()
    {
        if (!viewer.SeesCaller(call))
            yield return call.Caller.Account;
        foreach (var access in call.Accesses)
            if (viewer.SeesCaller(call) && !viewer.SeesResource(access))
                yield return access.Owner;
    }

    ExplainedAccess Explain(RecordedAccess access)
    {
        var request = asItWas.RequestFor(access);
        var explanation = PolicyEvaluator.Explain(in request);
        var layers = explanation
            .Layers.Where(layer => viewer.Sees(call, access, layer.Layer))
            .Select(layer => ToVerdict(access, layer, explanation))
            .ToList();
        var decision = explanation.Decision;
        return new ExplainedAccess
        {
            Access = access,
            Outcome = ShownOutcome(access, layers, decision),
            Layers = layers,
            DecidedBy = decision.IsAllowed ? null : DecidedBy(access, layers, decision),
            NearMisses = [.. NearMisses(access, in request, layers).Take(MostNearMisses)],
            Context = [.. viewer.ContextOf(call, access).OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)],
        };
    }

    /// <summary>The layer that decided. If it may not be seen, one that would have denied the access too, if there is one.</summary>
    static LayerVerdict? DecidedBy(RecordedAccess access, List<LayerVerdict> layers, Decision decision) =>
        layers.Find(layer => layer.Layer == decision.Layer && IsAt(access, layer, decision.Level))
        ?? layers.Find(layer => layer is { Applies: true, Outcome: DecisionOutcome.ExplicitDeny })
        ?? layers.Find(layer => layer.Blocks);

    /// <summary>
    /// The outcome as far as it may be seen. Where a side of another account decides too, its verdict shows only in that the access was
    /// denied, which the caller knows already.
    /// </summary>
    DecisionOutcome? ShownOutcome(RecordedAccess access, List<LayerVerdict> layers, Decision decision)
    {
        if (viewer.SeesWhole(call, access))
            return decision.Outcome;
        if (layers.Exists(layer => layer is { Applies: true, Outcome: DecisionOutcome.ExplicitDeny }))
            return DecisionOutcome.ExplicitDeny;
        if (access.Id is not null || layers.Exists(layer => layer.Blocks))
            return DecisionOutcome.ImplicitDeny;
        return null;
    }

    LayerVerdict ToVerdict(RecordedAccess access, LayerResult layer, DecisionExplanation explanation) =>
        new()
        {
            Layer = layer.Layer,
            Level = LevelOf(access, layer.Layer, layer.Level),
            Outcome = layer.Outcome,
            Applies = layer.Applies,
            Blocks =
                remedies.Found.Exists(found =>
                    found.Access == access && found.Policy.Origin.Layer == layer.Layer && found.Level == layer.Level
                )
                || (
                    explanation.Decision is { IsAllowed: false } decision && decision.Layer == layer.Layer && decision.Level == layer.Level
                ),
            Statements =
            [
                .. explanation
                    .MatchedStatements.Where(statement => statement.Layer == layer.Layer && statement.Level == layer.Level)
                    .Select(statement =>
                        Read(access, statement.Layer, statement.PolicyIndex, statement.StatementIndex, statement.Effect, [])
                    )
                    .OfType<ExplainedStatement>(),
            ],
        };

    ExplainedStatement? Read(
        RecordedAccess access,
        PolicyLayer layer,
        int policyIndex,
        int statement,
        Effect effect,
        IReadOnlyList<int> failed
    ) =>
        asItWas.Of(access, layer)[policyIndex] is { } policy
            ? StatementReader.Read(policy.Origin, statement, effect, access, failed)
            : null;

    /// <summary>Statements that nearly allowed the access, in layers that did not.</summary>
    IEnumerable<NearStatement> NearMisses(RecordedAccess access, in EvaluationRequest request, List<LayerVerdict> layers)
    {
        var found = new List<(int Missed, NearStatement Statement)>();
        foreach (var miss in PolicyEvaluator.FindNearMisses(in request))
            if (
                miss.Effect == Effect.Allow
                && layers.Find(layer => layer.Layer == miss.Layer && IsAt(access, layer, miss.Level)) is { } verdict
                && verdict.Outcome != DecisionOutcome.Allowed
                && miss.Layer != PolicyLayer.ResourceControlPolicy
                && Read(access, miss.Layer, miss.PolicyIndex, miss.StatementIndex, miss.Effect, miss.FailedConditions) is { } statement
            )
                found.Add(
                    (
                        (miss.MissesPrincipal ? 200 : 0) + (miss.MissesResource ? 100 : 0) + miss.FailedConditions.Length,
                        new NearStatement(verdict, statement, miss.MissesResource, miss.MissesPrincipal)
                    )
                );
        return found.OrderBy(miss => miss.Missed).Select(miss => miss.Statement);
    }

    static bool IsAt(RecordedAccess access, LayerVerdict verdict, int level) => LevelOf(access, verdict.Layer, level) == verdict.Level;

    static RecordedLevel? LevelOf(RecordedAccess access, PolicyLayer layer, int level) =>
        level < 0 ? null
        : layer == PolicyLayer.ServiceControlPolicy ? access.ServiceControlPolicies![level]
        : access.ResourceControlPolicies![level];

    /// <summary>The change of a policy; null if the policy may not be seen.</summary>
    Remedy? ToRemedy(DraftPolicy policy)
    {
        var (access, level, _) = remedies.Found.Find(found => found.Policy == policy);
        return !viewer.Sees(call, access, policy.Origin.Layer)
            ? null
            : new Remedy
            {
                Layer = policy.Origin.Layer,
                Policy = policy.Origin,
                Kind =
                    policy.IsNew ? RemedyKind.Add
                    : policy.IsRemoved ? RemedyKind.Remove
                    : RemedyKind.Edit,
                Level = LevelOf(access, policy.Origin.Layer, level),
                Statements = [.. policy.Changes.Select(PolicyJson.Write)],
                Document = policy.IsRemoved ? null : PolicyJson.Write(policy.Document),
                Notes = [.. policy.Notes.Where(note => note.Length > 0)],
            };
    }
}
