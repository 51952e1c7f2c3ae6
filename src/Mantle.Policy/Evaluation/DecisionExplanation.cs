using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A statement that matched the request.</summary>
/// <param name="Layer">The layer its policy belongs to.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="Policy">The policy it stands in.</param>
/// <param name="StatementIndex">Its place in the policy, counted from 0.</param>
/// <param name="Sid">Its <c>Sid</c>; null when it has none.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Span">Where it stands in the policy's text.</param>
public sealed record MatchedStatement(
    PolicyLayer Layer, int Level, PolicySource Policy, int StatementIndex, string? Sid, Effect Effect, SourceSpan Span);

/// <summary>Something in a policy that could not be evaluated, so that it could only narrow access.</summary>
/// <param name="Layer">The layer its policy belongs to.</param>
/// <param name="Policy">The policy it stands in.</param>
/// <param name="StatementIndex">The statement's place in the policy, counted from 0.</param>
/// <param name="Span">Where the statement stands in the policy's text.</param>
/// <param name="Reason">What could not be evaluated and why.</param>
public sealed record UnevaluatedElement(PolicyLayer Layer, PolicySource Policy, int StatementIndex, SourceSpan Span, string Reason);

/// <summary>What one layer said by itself.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="Outcome">Its own answer.</param>
/// <param name="Applies">False where the layer is present but does not bind this principal, as service control policies do not bind service-linked roles.</param>
public sealed record LayerResult(PolicyLayer Layer, int Level, DecisionOutcome Outcome, bool Applies);

/// <summary>A decision and its reasons.</summary>
public sealed class DecisionExplanation
{
    internal DecisionExplanation()
    {
    }

    /// <summary>The decision: what <see cref="PolicyEvaluator.Evaluate(in EvaluationRequest)"/> answers for the same request.</summary>
    public required Decision Decision { get; init; }

    /// <summary>What each layer that was present said, organization levels one by one.</summary>
    public required ImmutableArray<LayerResult> Layers { get; init; }

    /// <summary>All statements that matched, allowing and denying, layer by layer.</summary>
    public required ImmutableArray<MatchedStatement> MatchedStatements { get; init; }

    /// <summary>
    /// The context keys that statements asked for and the request did not have, each once: the simulator's <c>MissingContextValues</c>.
    /// </summary>
    public required ImmutableArray<string> MissingContextKeys { get; init; }

    /// <summary>What could not be evaluated; empty for validated policies and well-formed requests.</summary>
    public required ImmutableArray<UnevaluatedElement> Unevaluated { get; init; }
}
