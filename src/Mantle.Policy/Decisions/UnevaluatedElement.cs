namespace Mantle.Policy;

/// <summary>Something in a policy that could not be evaluated, so that it could only narrow access.</summary>
/// <param name="Layer">The layer its policy belongs to.</param>
/// <param name="Policy">The policy it stands in.</param>
/// <param name="StatementIndex">The statement's place in the policy, counted from 0.</param>
/// <param name="Span">Where the statement stands in the policy's text.</param>
/// <param name="Reason">What could not be evaluated and why.</param>
public sealed record UnevaluatedElement(PolicyLayer Layer, PolicySource Policy, int StatementIndex, SourceSpan Span, string Reason);
