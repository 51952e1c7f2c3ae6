using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A decision and its reasons.</summary>
public sealed class DecisionExplanation
{
    internal DecisionExplanation() { }

    /// <summary>The decision, the same as <see cref="PolicyEvaluator.Evaluate(in EvaluationRequest)"/> returns.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The result of each layer that was present; organization levels one by one.</summary>
    public required ImmutableArray<LayerResult> Layers { get; init; }

    /// <summary>All statements that matched, allowing and denying, layer by layer.</summary>
    public required ImmutableArray<MatchedStatement> MatchedStatements { get; init; }

    /// <summary>
    /// The context keys that statements use and the request does not have, each once: the simulator's <c>MissingContextValues</c>.
    /// </summary>
    public required ImmutableArray<string> MissingContextKeys { get; init; }

    /// <summary>What could not be evaluated; empty for validated policies and well-formed requests.</summary>
    public required ImmutableArray<UnevaluatedElement> Unevaluated { get; init; }
}
